// Compares the words and stems that the browser's half makes of texts with those of the index.
//
// words.mjs CLIENT.js TEXTS.ndjson: a line is [text, [[word, stem, position, from, to, parts], …]], ends counted in UTF-8 bytes.

import { readFileSync } from "node:fs";

const [client, texts] = process.argv.slice(2);
const { words, englishStem } = (0, eval)(`(() => { "use strict"; ${readFileSync(client, "utf8")} return { words, englishStem }; })()`);

let compared = 0, different = 0;
for (const line of readFileSync(texts, "utf8").split("\n").filter(Boolean)) {
	const [text, expected] = JSON.parse(line);
	const bytes = (end) => Buffer.byteLength(text.slice(0, end));
	const found = words(text).map(({ text, position, from, to, parts }) => [text, englishStem(text), position, bytes(from), bytes(to), parts]);
	for (let i = 0; i < Math.max(found.length, expected.length); i++) {
		compared++;
		const mine = JSON.stringify(found[i]), theirs = JSON.stringify(expected[i]);
		if (mine !== theirs && ++different <= 10) console.error(`${JSON.stringify(text).slice(0, 200)}\n  browser ${mine}\n  index   ${theirs}`);
	}
}
console.log(`${compared} words compared, ${different} different`);
process.exitCode = different || !compared ? 1 : 0;
