// The index as the ranking sees it: the manifest, and what stands in the files that it names.

/** @typedef {"kind" | "tag" | "status" | "owner"} Facet */
/** @typedef {{keys: string, names: string}} TableOfFiles */
/**
 * @typedef {object} Manifest
 * @property {number} format
 * @property {number} analysis
 * @property {string} language
 * @property {"english" | "first" | "any" | "none"} stems
 * @property {number} pages
 * @property {number} tokens
 * @property {number} pack
 * @property {number[]} boosts
 * @property {string} columns
 * @property {TableOfFiles} terms
 * @property {TableOfFiles} words
 * @property {string} positions
 * @property {Record<Facet, string>} facets
 * @property {string} results
 * @property {[string[], string[][]][]} synonyms
 * @property {Record<string, string>} labels
 */
/** @typedef {{lengths: Uint8Array, titles: Uint8Array, boosts: number[]}} Columns */
/** @typedef {{number: number, from: number}} Place where the postings of a term begin, and its number in its file */
/** @typedef {{terms: Map<string, {df: number} & Place>, bytes: Uint8Array}} Terms */
/** @typedef {{pages: number[], counts: number[], titles: boolean[]}} Postings */
/** @typedef {{text: string, log: number, stem: string}} Word */
/** @typedef {{values: string[], pages: number[][]}} Values */
/** @typedef {[anchor: string, url: string | null, title: string, text: string]} Section */
/** @typedef {[id: string, kind: string, title: string, url: string, status: string, description: string, path: string[], sections: Section[]]} Page */

/** @type {Facet[]} */
const FACETS = ["kind", "tag", "status", "owner"];
/** Letters that fold to others. @type {[string, string][]} */
const FOLDED = [["\u00c0", "\u024f"], ["\u0370", "\u03ff"], ["\u0451", "\u0451"], ["\u1e00", "\u1fff"]];
const FORMAT = 1;
/** How texts are cut into words and stems; an index that was made otherwise would give other answers without a word. */
const ANALYSIS = 2;
const NAME = 8;
/** Files in a folder of results. */
const FOLDER = 64;
/** A title is indexed so many times more often than the files say. */
const TITLE_MORE = 2;

/** Numbers of words by their byte: exact up to 40, then eight steps an octave. */
const LENGTHS = Float64Array.from({ length: 256 }, (_, i) => (i < 40 ? i : 24 + (((i - 24) & 7) | 8) * 2 ** (((i - 24) >> 3) - 1)));

class Table {
	/** @param {TableOfFiles} table */
	constructor({ keys, names }) {
		this.keys = keys.split(" ");
		this.names = names;
	}

	get length() {
		return this.names.length / NAME;
	}

	/** @param {number} at */
	name(at) {
		return this.names.substr(at * NAME, NAME);
	}

	/** The place of the file that a term would stand in. @param {string} term */
	find(term) {
		let low = 0, high = this.keys.length - 1;
		while (low < high) {
			const middle = (low + high + 1) >> 1;
			if (compare(this.keys[middle], term) <= 0) low = middle;
			else high = middle - 1;
		}
		return low;
	}
}

class SearchIndex {
	/** @param {Manifest} manifest @param {string} text the manifest as it was read @param {Files} files */
	constructor(manifest, text, files) {
		this.manifest = manifest;
		this.text = text;
		this.files = files;
		this.terms = new Table(manifest.terms);
		this.vocabulary = new Table(manifest.words);
		this.english = manifest.stems === "english";
		this.listed = manifest.stems === "first" || manifest.stems === "any";
		this.average = manifest.tokens / manifest.pages;
		/** @type {Map<string, Promise<string[]>>} */
		this.completions = new Map();
	}

	/** @param {Read} read @param {boolean} fresh */
	static async open(read, fresh) {
		const bytes = await read("search.json", fresh);
		return understood(() => {
			const text = decoder.decode(bytes), manifest = JSON.parse(text);
			if (manifest?.format !== FORMAT || manifest.analysis !== ANALYSIS) throw failure("format", "another format");
			return new SearchIndex(manifest, text, new Files(read, fresh));
		});
	}

	/** @returns {Promise<Columns>} */
	columns() {
		const { manifest } = this;
		if (!manifest.pages) return Promise.resolve({ lengths: new Uint8Array(), titles: new Uint8Array(), boosts: [] });
		return this.files.get(`n-${manifest.columns}`, (bytes) => ({
			lengths: bytes.take(manifest.pages),
			titles: bytes.take(manifest.pages),
			boosts: Array.from({ length: manifest.pages }, () => manifest.boosts[bytes.varint()]),
		}));
	}

	/** @param {string} stem @returns {Promise<Terms | null>} */
	async termsOf(stem) {
		if (!this.terms.length) return null;
		return this.files.get(`t-${this.terms.name(this.terms.find(stem))}`, (bytes) => {
			const count = bytes.varint(), length = bytes.varint();
			/** @type {Terms["terms"]} */
			const terms = new Map();
			let from = bytes.at + length;
			for (let number = 0; number < count; number++) {
				const term = bytes.next(), df = bytes.varint();
				terms.set(term, { df, number, from });
				const size = bytes.varint();
				if (df > size) throw cutOff();
				from += size;
			}
			if (from !== bytes.bytes.length) throw cutOff();
			return { terms, bytes: bytes.bytes };
		});
	}

	/** The number of pages that hold a stem. @param {string} stem */
	async frequency(stem) {
		return (await this.termsOf(stem))?.terms.get(stem)?.df ?? 0;
	}

	/** @param {number} frequency */
	idf(frequency) {
		const all = this.manifest.pages;
		return Math.fround(Math.log(1 + (all - frequency + 0.5) / (frequency + 0.5)));
	}

	/** @param {string} stem @returns {Promise<Postings>} */
	async postings(stem) {
		const file = await this.termsOf(stem), found = file?.terms.get(stem);
		return file && found ? readPostings(new Bytes(file.bytes, found.from), found.df) : { pages: [], counts: [], titles: [] };
	}

	/** The file of positions beside the file of terms that a stem would stand in. @param {string} stem @returns {Promise<Uint8Array>} */
	async positionsFile(stem) {
		const names = await this.files.get(`x-${this.manifest.positions}`, (bytes) => decoder.decode(bytes.bytes));
		return this.files.get(`p-${names.substr(this.terms.find(stem) * NAME, NAME)}`, (bytes) => bytes.bytes);
	}

	/** For each page with a stem the places where it stands. @param {string} stem @returns {Promise<Map<number, number[]>>} */
	async positions(stem) {
		/** @type {Map<number, number[]>} */
		const positions = new Map();
		const file = await this.termsOf(stem), found = file?.terms.get(stem);
		if (!file || !found) return positions;
		// Read anew each time: where a term begins in it depends on all before it.
		const bytes = new Bytes(await this.positionsFile(stem));
		for (const { df, number, from } of file.terms.values()) {
			const { pages, counts } = readPostings(new Bytes(file.bytes, from), df);
			for (let i = 0; i < pages.length; i++) {
				let position = 0;
				const all = Array.from({ length: counts[i] }, () => (position += bytes.varint()));
				if (number === found.number) positions.set(pages[i], all);
			}
			if (number === found.number) break;
		}
		return positions;
	}

	/** The words of one file. @param {number} at @returns {Promise<Word[]>} */
	wordsAt(at) {
		return this.files.get(`s-${this.vocabulary.name(at)}`, (bytes) => {
			/** @type {Word[]} */
			const all = [];
			while (!bytes.ended) {
				const text = bytes.next(), log = bytes.byte();
				let stem = "";
				if (this.listed) {
					const kept = Array.from(text).slice(0, -bytes.varint() || undefined).join("");
					stem = kept + bytes.text();
				}
				all.push({ text, log, stem });
			}
			return all;
		});
	}

	/** The words that begin so. @param {string} prefix */
	async wordsFrom(prefix) {
		if (!this.vocabulary.length) return [];
		const first = this.vocabulary.find(prefix), last = this.vocabulary.find(`${prefix}\u{10ffff}`);
		const files = await Promise.all(Array.from({ length: last - first + 1 }, (_, i) => this.wordsAt(first + i)));
		return files.flat().filter((word) => word.text.startsWith(prefix));
	}

	/** The stem of a word of a query; a word that no page holds has none in languages whose stems are listed. @param {string} word */
	async stem(word) {
		if (this.english) return englishStem(word);
		if (!this.listed || !this.vocabulary.length) return fold(word);
		const all = await this.wordsAt(this.vocabulary.find(word));
		return all.find(({ text }) => text === word)?.stem ?? fold(word);
	}

	/** How words of a text come to those of these stems that are theirs. @param {Iterable<string>} stems @returns {Promise<(word: string) => string>} */
	async stemmer(stems) {
		const firsts = new Set([...stems].map((stem) => characterAt(stem, 0)));
		if (this.english) return (word) => (firsts.has(firstLetter(word)) ? englishStem(word) : word);
		if (!this.listed || !this.vocabulary.length) return fold;
		/** @type {Map<string, string>} */
		const listed = new Map();
		for (let at = 0; at < this.vocabulary.length; at++) {
			if (this.manifest.stems === "first" && !this.mayBegin(at, firsts)) continue;
			for (const { text, stem } of await this.wordsAt(at)) listed.set(text, stem);
		}
		return (word) => listed.get(word) ?? fold(word);
	}

	/** Whether a file may hold a word whose folded first letter is one of these. @param {number} at @param {Set<string>} firsts */
	mayBegin(at, firsts) {
		const from = characterAt(this.vocabulary.keys[at], 0), next = this.vocabulary.keys[at + 1];
		const to = next === undefined ? "\u{10ffff}" : characterAt(next, 0);
		/** @param {string} low @param {string} high */
		const meets = (low, high) => compare(low, to) <= 0 && compare(high, from) >= 0;
		return [...firsts].some((first) => meets(first, first)) || FOLDED.some(([low, high]) => meets(low, high));
	}

	/** @param {Facet} facet @returns {Promise<Values>} */
	facet(facet) {
		const { pages } = this.manifest;
		if (!pages) return Promise.resolve({ values: [], pages: [] });
		return this.files.get(`f-${this.manifest.facets[facet]}`, (bytes) => ({
			values: Array.from({ length: bytes.varint() }, () => bytes.text()),
			pages: Array.from({ length: pages }, () => Array.from({ length: bytes.varint() }, () => bytes.varint())),
		}));
	}

	/** What is shown of a page. @param {number} page @returns {Promise<Page>} */
	async page(page) {
		const { pack, results } = this.manifest, number = Math.floor(page / pack);
		const folder = results.substr(Math.floor(number / FOLDER) * NAME, NAME);
		const pages = await this.files.get(`r-${folder}/${number}`, (bytes) => JSON.parse(decoder.decode(bytes.bytes)));
		if (!Array.isArray(pages?.[page % pack])) throw cutOff();
		return pages[page % pack];
	}
}

/** @param {Bytes} bytes @param {number} count @returns {Postings} */
function readPostings(bytes, count) {
	const pages = new Array(count), counts = new Array(count), titles = new Array(count);
	let page = 0;
	for (let i = 0; i < count; i++) {
		const value = bytes.varint();
		page += Math.floor(value / 4);
		pages[i] = page;
		titles[i] = (value & 2) > 0;
		counts[i] = (value & 1 ? 1 : bytes.varint()) + (titles[i] ? TITLE_MORE : 0);
	}
	return { pages, counts, titles };
}
