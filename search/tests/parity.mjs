// Asks the browser's half of search what `kb search` was asked, and compares every byte of the answers.
//
// parity.mjs CLIENT.js FOLDER...: each folder holds an export, `queries.ndjson` ([text, asked] a line), `expected.ndjson` (the answer,
// with the bits of each score, a line). With `FIRST` in the environment it ends at the first difference.

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { difference, lines, ofBrowser, ofIndex } from "./parity/answers.mjs";

const [client, ...folders] = process.argv.slice(2);
(0, eval)(readFileSync(client, "utf8"));

let compared = 0, different = 0;
const end = () => {
	console.log(`${compared} queries compared, ${different} different`);
	process.exit(different || !compared ? 1 : 0);
};
const tell = (...told) => {
	if (++different <= 10) console.error(...told);
	if (process.env.FIRST) end();
};
for (const folder of folders) {
	const search = kbSearch.open("", { read: async (name) => new Uint8Array(readFileSync(join(folder, name))) });
	const queries = lines(join(folder, "queries.ndjson")), expected = lines(join(folder, "expected.ndjson"));
	for (const [i, [text, asked]] of queries.entries()) {
		compared++;
		let found;
		try {
			found = await search.find(text, asked);
		} catch (error) {
			tell(folder, JSON.stringify(text), error);
			continue;
		}
		const mine = ofBrowser(found), theirs = ofIndex(expected[i]);
		if (mine !== theirs) tell(folder, difference([text, asked], mine, theirs));
	}
}
end();
