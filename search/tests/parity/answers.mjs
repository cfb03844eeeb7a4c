// Answers of the browser's half and of the index, in one form, so that they can be compared to the last byte.

import { readFileSync } from "node:fs";

/** The values in a file that has one a line. */
export const lines = (path) => readFileSync(path, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));

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

/** What the browser found. */
export function ofBrowser({ query, total, hits, corrected, cut }) {
	const told = hits.map(({ label, path, ...hit }) => ({ ...hit, score: bits(hit.score), ...(path.length && { path }) }));
	return JSON.stringify(plain({ query, total, hits: told, corrected: corrected ?? null, cut: cut ?? false }));
}

/** What the index found, with the bits of each score. */
export function ofIndex({ notice = "", ...answer }) {
	// What the terminal says in a sentence pages have as a fact.
	const corrected = /showing results for ([^]*)$/.exec(notice)?.[1] ?? null, cut = notice.startsWith("the query is too long and was cut");
	return JSON.stringify(plain({ ...answer, corrected, cut }));
}

/** Where two answers to a query part. */
export function difference([text, asked], mine, theirs) {
	let at = 0;
	while (mine[at] === theirs[at]) at++;
	at = Math.max(0, at - 60);
	const asking = `${JSON.stringify(text).slice(0, 200)} ${JSON.stringify(asked)}`;
	return `${asking}\n  browser …${mine.slice(at, at + 160)}\n  index   …${theirs.slice(at, at + 160)}`;
}
