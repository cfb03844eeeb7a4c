// What the browser's half does when hosts, files and queries are not as they should be.
//
// SITE names a folder with `client.js` and two exports of one site, `before` and `after` an edit.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { deflateRawSync, inflateRawSync } from "node:zlib";

const site = process.env.SITE ?? "";
const source = readFileSync(join(site, "client.js"), "utf8");
const before = filesOf("before"), after = filesOf("after");
const QUESTION = "order service kafka";

function filesOf(folder) {
	const names = readdirSync(join(site, folder), { recursive: true }).filter((name) => /\./.test(name));
	return new Map(names.map((name) => [name.replaceAll("\\", "/"), readFileSync(join(site, folder, name))]));
}

/** The script in a page whose host has these files; `requests` are the names asked for. */
function page(files, { script = source } = {}) {
	const host = { files: new Map(files), requests: [], fresh: [], answer: null };
	globalThis.fetch = async (url, { cache }) => {
		const name = String(url).replace("https://host/search/", "");
		host.requests.push(name);
		if (cache === "reload") host.fresh.push(name);
		const answer = await host.answer?.(name);
		if (answer) return answer;
		const bytes = host.files.get(name);
		return bytes ? new Response(bytes) : new Response("<!doctype html>", { status: 404 });
	};
	(0, eval)(script);
	return { host, search: globalThis.kbSearch.open("https://host/search/") };
}

const failsWith = (reason) => (error) => {
	assert.equal(error.name, "SearchError", error.stack);
	assert.equal(error.reason, reason, error.message);
	return true;
};
const pick = (files, start) => [...files.keys()].filter((name) => name.startsWith(start));

test("each file is read once, however many ask for it", async () => {
	const { host, search } = page(before);
	const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => search.find(i % 2 ? QUESTION : `${QUESTION} event`, { prefix: true })));
	assert.ok(answers.every(({ total, reloaded }) => total > 0 && !reloaded));
	assert.equal(new Set(host.requests).size, host.requests.length);
	const many = host.requests.length;
	await search.find(QUESTION);
	assert.equal(host.requests.length, many, "and kept");
});

test("filters and positions are read only by who needs them", async () => {
	const { host, search } = page(before);
	await search.warm();
	assert.deepEqual(host.requests.map((name) => name[0]).sort(), ["n", "s"], "the manifest and the columns");
	await search.find(QUESTION, { prefix: true });
	const read = (start) => host.requests.filter((name) => name.startsWith(start)).length;
	assert.deepEqual([read("f-"), read("p-"), read("x-")], [0, 0, 0]);
	await search.find(`"order service"`);
	assert.ok(read("p-") > 0 && read("x-") === 1 && read("f-") === 0);
	await search.find("order kind:guide");
	assert.equal(read("f-"), 1);
	await search.find("order", { facets: true });
	assert.equal(read("f-"), 4);
});

test("a first question waits for no more than four rounds of answers", async () => {
	for (const [question, asked] of [[QUESTION, { prefix: true }], [`"order service" kafka kind:guide`, { facets: true }]]) {
		const { host, search } = page(before);
		let rounds = 0, timer, waiting = [];
		host.answer = () => new Promise((resolve) => {
			waiting.push(resolve);
			clearTimeout(timer);
			timer = setTimeout(() => {
				rounds++;
				waiting.splice(0).forEach((resolve) => resolve(null));
			}, 60);
		});
		const { total } = await search.find(question, asked);
		assert.ok(total > 0);
		assert.ok(rounds <= 4, `${question}: ${rounds} rounds`);
	}
});

test("after a new publication the manifest is read again, which is said once", async () => {
	const { host, search } = page(before);
	await search.find("nothing of it");
	host.files = new Map(after);
	const answer = await search.find(QUESTION, { facets: true }), { reloaded, ...rest } = answer;
	assert.equal(reloaded, true);
	assert.equal(host.fresh.filter((name) => name === "search.json").length, 1);
	assert.equal((await search.find("event")).reloaded, undefined);
	assert.deepEqual(rest, await page(after).search.find(QUESTION, { facets: true }));
	const stale = page(before);
	await stale.search.find("nothing of it");
	stale.host.files = new Map(after);
	await Promise.all(Array.from({ length: 9 }, () => stale.search.find(QUESTION)));
	assert.equal(stale.host.fresh.filter((name) => name === "search.json").length, 1, "once for all who ask");
});

test("what is missing, cut or no such file is said, and found once it is there", async () => {
	const cases = [
		["missing", null], ["damaged", Buffer.alloc(0)], ["damaged", Buffer.from("<!doctype html><title>Not here</title>")], ["damaged", Buffer.from([1, 2, 3])],
	];
	const ask = (search) => search.find(`${QUESTION} "order service" zzz`, { prefix: true, facets: true });
	const { total } = await ask(page(before).search);
	assert.ok(total > 0);
	let failures = 0;
	for (const name of ["search.json", ...pick(before, "n-"), ...pick(before, "t-"), ...pick(before, "f-"), ...pick(before, "x-")]) {
		for (const [reason, bytes] of cases) {
			const { host, search } = page(before);
			if (bytes) host.files.set(name, bytes);
			else host.files.delete(name);
			let failed = false;
			await ask(search).catch((error) => (failed = failsWith(reason)(error)));
			if (!failed) continue;
			failures++;
			assert.equal(host.fresh.filter((name) => name === "search.json").length, 1, name);
			host.files = new Map(before);
			assert.equal((await ask(search)).total, total, name);
		}
	}
	assert.ok(failures >= 4 * 8, `${failures}`);
});

test("files that were changed in any way give an answer or a SearchError", async () => {
	let seed = 7;
	const roll = (sides) => (seed = (seed * 48271) % 0x7fffffff) % sides;
	const names = [...before.keys()];
	for (let round = 0; round < 240; round++) {
		const name = names[roll(names.length)], bytes = Buffer.from(before.get(name));
		const { host, search } = page(before);
		if (round % 3 === 0) host.files.set(name, bytes.subarray(0, roll(bytes.length)));
		else if (round % 3 === 1) host.files.set(name, before.get(names[roll(names.length)]));
		else {
			for (let i = 0; i < 1 + roll(4); i++) bytes[roll(bytes.length)] = roll(256);
			host.files.set(name, bytes);
		}
		try {
			await search.find(`${QUESTION} "event store" tag:x zzz ord`, { prefix: true, facets: true });
			await search.find(QUESTION);
		} catch (error) {
			assert.equal(error.name, "SearchError", `${name}: ${error.stack}`);
			assert.ok(["missing", "damaged", "format"].includes(error.reason));
		}
	}
});

test("another format is refused until the manifest is another", async () => {
	const { host, search } = page(before);
	for (const key of ["format", "analysis"]) {
		const manifest = JSON.parse(before.get("search.json"));
		manifest[key]++;
		host.files.set("search.json", Buffer.from(JSON.stringify(manifest)));
		await assert.rejects(search.warm(), failsWith("format"));
		await assert.rejects(search.find(QUESTION), failsWith("format"));
	}
	host.files = new Map(before);
	assert.ok((await search.find(QUESTION)).total > 0);
});

test("a file that is not there at all makes no question read again what others need", async () => {
	const { host, search } = page(before);
	for (const name of pick(before, "r-")) host.files.delete(name);
	const asked = async () => {
		host.requests.length = 0;
		await assert.rejects(search.find(QUESTION), failsWith("missing"));
		return host.requests.filter((name) => !name.startsWith("r-"));
	};
	await asked();
	assert.deepEqual(await asked(), ["search.json"]);
	assert.deepEqual(await asked(), ["search.json"]);
	host.files = new Map(after);
	assert.equal((await search.find(QUESTION)).reloaded, true);
});

test("words that were corrected can be asked for as they were written, and nothing else changes", async () => {
	const { search } = page(before);
	const { hits } = await search.find(QUESTION), kind = hits[0].kind;
	const typed = `"order service" deploymnt -nothing kind:${kind}`;
	const { corrected, instead } = await search.find(typed);
	assert.equal(corrected, `"order service" deployment -nothing kind:${kind}`);
	assert.equal(instead, `"order service" "deploymnt" -nothing kind:${kind}`);
	assert.equal((await search.find(instead)).corrected, undefined);
	assert.equal((await search.find(QUESTION)).instead, undefined);
});

test("a query that is too long is cut, which is said", async () => {
	const { search } = page(before);
	const { cut, query } = await search.find("order ".repeat(200));
	assert.ok(cut && query.length <= 512);
	assert.equal((await search.find(QUESTION)).cut, undefined);
});

test("without a network, or with a host in trouble, the next question tries again", async () => {
	for (const answer of [() => Promise.reject(new TypeError("fetch failed")), () => new Response("", { status: 503 })]) {
		for (const start of ["search.json", "n-", "t-", "r-"]) {
			const { host, search } = page(before);
			host.answer = (name) => (name.startsWith(start) ? answer() : null);
			await assert.rejects(search.find(QUESTION), failsWith("network"));
			host.answer = null;
			const { total, reloaded } = await search.find(QUESTION);
			assert.ok(total > 0 && !reloaded);
		}
	}
});

test("no query throws", async () => {
	const { search } = page(before);
	const queries = [
		"a".repeat(1 << 20), "a ".repeat(1 << 19), " ".repeat(1 << 20), '"'.repeat(10_000), "(".repeat(10_000), ")".repeat(10_000), '"a'.repeat(10_000),
		"+-".repeat(10_000), "kind:".repeat(10_000), 'tag:"'.repeat(10_000), "a.".repeat(100_000), "日本".repeat(100_000), "e\u0301".repeat(100_000),
		"\u0000\u0001\u007f\u0085\u200f\ufeff".repeat(1_000), "\ud800", "\udc00\ud800", "x\ud83d", "order \udfff service", "\ud800".repeat(300), "😀".repeat(300),
		"order ".repeat(60), "abcdefgh ".repeat(60), "xyzzyx qwrtyp ".repeat(30), "עברית العربية ไทย हिन्दी 𝒜𝒷", "constructor __proto__ toString hasOwnProperty", "__proto__:x kind:__proto__",
	];
	for (const query of queries) {
		for (const prefix of [false, true]) {
			const answer = await search.find(query, { prefix, facets: true });
			assert.ok(Buffer.byteLength(answer.query) <= 512);
			assert.ok(answer.query.isWellFormed?.() ?? true);
		}
	}
});

test("counts of values are those of the same question with the value as filter", async () => {
	const { search } = page(before);
	const options = { kind: "kinds", tag: "tags", status: "statuses", owner: "owners" };
	for (const query of ["order", "service event", "kind:guide", "-kind:guide store", ""]) {
		const { facets, total } = await search.find(query, { facets: true, limit: 0 });
		for (const [facet, values] of Object.entries(facets)) {
			const counts = values.map(([, count]) => count);
			assert.deepEqual(counts, [...counts].sort((a, b) => b - a));
			for (const [value, count] of values.filter(() => facet !== "kind" || !query.includes("kind:"))) {
				assert.equal((await search.find(query, { [options[facet]]: [value] })).total, count, `${query} ${facet}:${value}`);
			}
		}
		assert.equal(facets.kind.reduce((sum, [, count]) => sum + count, 0), total, "each page is of one kind");
	}
});

test("a few files kept are as good as all of them", async () => {
	const names = ["words", "stem", "files", "index", "query", "vocabulary", "rank", "excerpt", "client"];
	const plain = names.map((name) => readFileSync(new URL(`../client/${name}.js`, import.meta.url), "utf8")).join(""), most = "MOST_KEPT = 400;";
	assert.ok(plain.includes(most));
	const small = page(before, { script: `(() => {"use strict";${plain.replace(most, "MOST_KEPT = 2;")}})();` }).search;
	const large = page(before).search;
	for (const query of [QUESTION, `"order service" event`, "tag:x order", "kafak evnts"]) {
		const asked = { prefix: true, facets: true };
		assert.deepEqual(await small.find(query, asked), await large.find(query, asked));
	}
});

test("several pages in one file of results are as good as one", async () => {
	const manifest = JSON.parse(before.get("search.json")), all = [];
	for (let page = 0; page < manifest.pages; page++) all.push(...JSON.parse(inflateRawSync(before.get(`r-${manifest.results.slice(0, 8)}/${page}.bin`))));
	const packed = new Map([...before].filter(([name]) => !name.startsWith("r-")));
	packed.set("search.json", Buffer.from(JSON.stringify({ ...manifest, pack: 7, results: "12345678" })));
	for (let from = 0; from < all.length; from += 7) {
		packed.set(`r-12345678/${from / 7}.bin`, deflateRawSync(JSON.stringify(all.slice(from, from + 7))));
	}
	assert.deepEqual(await page(packed).search.find("order", { limit: 100 }), await page(before).search.find("order", { limit: 100 }));
});

test("from disk the files come as scripts", async () => {
	const expected = await page(before).search.find(QUESTION, { prefix: true, facets: true });
	const files = new Map(before), asked = [];
	globalThis.fetch = () => assert.fail("fetch is refused there");
	globalThis.location = { protocol: "file:" };
	const append = (script) => setTimeout(() => {
		const name = script.src.replace("file:///site/search/", "");
		asked.push(name);
		const bytes = files.get(name.replace(/js$/, "bin")) ?? files.get(name.replace(/js$/, "json"));
		if (!bytes) return script.onerror();
		globalThis.kbSearch.file(name.slice(0, -3), bytes.toString("base64"));
		script.onload();
	});
	globalThis.document = { createElement: () => ({ remove() {} }), head: { append } };
	try {
		(0, eval)(source);
		const search = globalThis.kbSearch.open("file:///site/search/"), other = globalThis.kbSearch.open("file:///site/search/");
		const ask = (search) => search.find(QUESTION, { prefix: true, facets: true });
		assert.deepEqual(await Promise.all([ask(search), ask(other)]), [expected, expected], "two that ask for a file at once both get it");
		assert.ok(asked.every((name) => name.endsWith(".js")));
		files.delete("search.json");
		await assert.rejects(globalThis.kbSearch.open("file:///site/search/").warm(), failsWith("missing"));
	} finally {
		delete globalThis.location;
		delete globalThis.document;
	}
});
