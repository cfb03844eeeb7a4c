// Asks the browser's half of search what `kb search` was asked, and compares every byte of the answers.
//
// parity.mjs CLIENT.js FOLDER...: each folder holds an export, `queries.ndjson` ([text, asked] a line), `expected.ndjson` (the answer,
// with the bits of each score, a line). With `FIRST` in the environment it ends at the first difference.

import { readFileSync } from "node:fs";
import { join } from "node:path";

const [client, ...folders] = process.argv.slice(2);
(0, eval)(readFileSync(client, "utf8"));

const lines = (path) => readFileSync(path, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));
const bits = (score) => {
	const view = new DataView(new ArrayBuffer(8));
	view.setFloat64(0, score);
	return view.getBigUint64(0).toString(16);
};

/** The same in one way, whatever the order of the keys. */
const plain = (value) =>
	Array.isArray(value) ? value.map(plain)
	: value && typeof value === "object" ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, plain(inner)]))
	: value;

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
		const { query, total, hits, corrected, cut } = found;
		const told = hits.map(({ label, path, ...hit }) => ({ ...hit, score: bits(hit.score), ...(path.length && { path }) }));
		const mine = JSON.stringify(plain({ query, total, hits: told, corrected: corrected ?? null, cut: cut ?? false }));
		// What the terminal says in a sentence pages have as a fact.
		const { notice = "", ...answer } = expected[i];
		const corrects = /showing results for ([^]*)$/.exec(notice)?.[1] ?? null, cuts = notice.startsWith("the query is too long and was cut");
		const theirs = JSON.stringify(plain({ ...answer, corrected: corrects, cut: cuts }));
		if (mine === theirs) continue;
		let at = 0;
		while (mine[at] === theirs[at]) at++;
		at = Math.max(0, at - 60);
		tell(`${folder} ${JSON.stringify(text).slice(0, 200)} ${JSON.stringify(asked)}\n  browser …${mine.slice(at, at + 160)}\n  index   …${theirs.slice(at, at + 160)}`);
	}
}
end();
