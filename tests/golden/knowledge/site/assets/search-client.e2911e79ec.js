(() => {
"use strict";
// Text into words, as `analysis.rs` cuts it.

/**
 * @typedef {object} Token
 * @property {string} text in lower case; a stem once it was stemmed
 * @property {number} position
 * @property {number} from in UTF-16 units
 * @property {number} to
 * @property {number} parts above one for the joined form of an identifier
 */

const TOO_LONG = 40;
const RUN = /[\p{Alphabetic}\p{N}]+/gu;
const WORD_CHARACTER = /[\p{Alphabetic}\p{N}]/u;
const LETTER = /\p{Alphabetic}/u;
const LOWER = /\p{Lowercase}/u;
const UPPER = /\p{Uppercase}/u;
const CJK =
	/[\u1100-\u11ff\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f\u{20000}-\u{3ffff}]/u;

/** @param {string} text */
const isAscii = (text) => !/[^\0-\x7f]/.test(text);

/** The length of a text in UTF-8, or more than `most` if it is longer. @param {string} text */
function bytesOf(text, most = Infinity) {
	let bytes = 0;
	for (let i = 0; i < text.length && bytes <= most; i++) {
		const unit = text.charCodeAt(i);
		// Each half of a surrogate pair stands for two of its four bytes.
		bytes += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3;
	}
	return bytes;
}

/** Code point by code point: a final sigma must not depend on what follows. @param {string} text */
function lower(text) {
	if (isAscii(text)) return text.toLowerCase();
	let out = "";
	for (const c of text) out += c.toLowerCase();
	return out;
}

/** The order of code points, which is that of bytes; UTF-16 has another. @param {string} a @param {string} b */
function compare(a, b) {
	const end = Math.min(a.length, b.length);
	for (let i = 0; i < end; i++) {
		let x = a.charCodeAt(i), y = b.charCodeAt(i);
		if (x === y) continue;
		if (x >= 0xd800 && y >= 0xd800) {
			x += x >= 0xe000 ? -0x800 : 0x2000;
			y += y >= 0xe000 ? -0x800 : 0x2000;
		}
		return x - y;
	}
	return a.length - b.length;
}

/** @param {string} text @param {number} at */
const characterAt = (text, at) => (at < text.length ? String.fromCodePoint(/** @type {number} */ (text.codePointAt(at))) : "");

/** @param {string} text @param {number} end */
function endsWithWordCharacter(text, end) {
	const low = text.charCodeAt(end - 1);
	const from = low >= 0xdc00 && low < 0xe000 && end > 1 ? end - 2 : end - 1;
	return end > 0 && WORD_CHARACTER.test(text.slice(from, end));
}

/** The words of a text. @param {string} text @returns {Token[]} */
function words(text) {
	/** @type {Token[]} */
	const tokens = [];
	let position = 0;

	/** @param {number} from @param {number} to */
	const part = (from, to) => {
		const piece = text.slice(from, to);
		if (CJK.test(characterAt(piece, 0))) return pairs(from, piece);
		if (bytesOf(piece, TOO_LONG) < TOO_LONG) tokens.push({ text: lower(piece), position, from, to, parts: 1 });
		position++;
	};

	/** @param {number} from @param {string} piece */
	const pairs = (from, piece) => {
		const starts = [from];
		for (const c of piece) starts.push(starts[starts.length - 1] + c.length);
		const width = Math.min(2, starts.length - 1);
		for (let i = 0; i + width < starts.length; i++, position++) {
			const to = starts[i + width];
			tokens.push({ text: lower(text.slice(starts[i], to)), position, from: starts[i], to, parts: 1 });
		}
	};

	/** Cuts where small letters turn into capitals and where CJK begins or ends. @param {number} from @param {string} run */
	const cut = (from, run) => {
		let start = from, at = from, before = "";
		for (const c of run) {
			if (before && (CJK.test(before) !== CJK.test(c) || (LOWER.test(before) && UPPER.test(c)))) {
				part(start, at);
				start = at;
			}
			before = c;
			at += c.length;
		}
		part(start, at);
	};

	/** Gives `c++`, `c#` and `.net` their signs back. @param {number} first @param {number} from @param {number} to */
	const signs = (first, from, to) => {
		const last = tokens[tokens.length - 1];
		if (!last || last.to !== to) return to;
		if (tokens.length === first + 1 && last.text === "net" && text[from - 1] === "." && !endsWithWordCharacter(text, from - 1)) {
			last.text = ".net";
			last.from = from - 1;
			return to;
		}
		const sign = ["++", "#"].find((sign) => text.startsWith(sign, to));
		if (!sign || !/^[a-z]$/.test(last.text) || LETTER.test(characterAt(text, to + sign.length))) return to;
		last.text += sign;
		last.to = to + sign.length;
		return last.to;
	};

	/** Adds the joined form of a name of several parts. @param {number} first @param {number} firstPosition */
	const join = (first, firstPosition) => {
		const parts = tokens.slice(first);
		if (parts.length < 2 || parts.length !== position - firstPosition) return;
		const { from } = parts[0], { to } = parts[parts.length - 1];
		if (to - from >= 2 * TOO_LONG || bytesOf(text.slice(from, to)) >= 2 * TOO_LONG) return;
		if (parts.some((part) => CJK.test(characterAt(part.text, 0)))) return;
		const joined = parts.map((part) => part.text).join("");
		if (bytesOf(joined) >= TOO_LONG || !LETTER.test(joined)) return;
		tokens.splice(first + 1, 0, { text: joined, position: firstPosition, from, to, parts: parts.length });
	};

	const run = new RegExp(RUN);
	for (let found = run.exec(text); found; found = run.exec(text)) {
		const first = tokens.length, firstPosition = position;
		for (;;) {
			const from = found.index, to = from + found[0].length;
			cut(from, found[0]);
			const end = signs(first, from, to);
			run.lastIndex = end;
			if (!/[_.-]/.test(text[end] ?? "") || !WORD_CHARACTER.test(characterAt(text, end + 1))) break;
			run.lastIndex = end + 1;
			found = /** @type {RegExpExecArray} */ (run.exec(text));
		}
		join(first, firstPosition);
	}
	return tokens;
}
// English stems (the Snowball algorithm "english" of 2026, https://snowballstem.org/algorithms/english/stemmer.html) and letters
// without accents, as `language.rs` has them. Words come in lower case and hold no apostrophe.

const STOP_WORDS = new Set(
	("a an and are as at be but by for if in into is it no not of on or such that the their then there these they this to was will with").split(" "),
);

/** @type {Record<string, string>} */
const SPELT_OUT = { ß: "ss", æ: "ae", œ: "oe", þ: "th", ø: "o", đ: "d", ð: "d", ł: "l", ı: "i", ħ: "h", ё: "е" };

/** @param {string} c */
const foldLetter = (c) => SPELT_OUT[c] ?? (/[\u00c0-\u024f\u1e00-\u1eff\u0370-\u03ff\u1f00-\u1fff]/.test(c) ? characterAt(c.normalize("NFD"), 0) : c);

/** @param {string} word */
function fold(word) {
	if (isAscii(word)) return word;
	let out = "";
	for (const c of word) out += foldLetter(c);
	return out;
}

/** The letter that the folded word begins with. @param {string} word */
const firstLetter = (word) => characterAt(foldLetter(characterAt(word, 0)), 0);

/** @type {Record<string, string>} */
const IRREGULAR = {
	skis: "ski", skies: "sky", idly: "idl", gently: "gentl", ugly: "ugli", early: "earli", only: "onli", singly: "singl",
	andes: "andes", atlas: "atlas", bias: "bias", cosmos: "cosmos", howe: "howe", news: "news", sky: "sky",
};
const LONG_HEAD = /^(arsen|commun|emerg|gener|inter|later|organ|past|univers)/;
/** @type {[string, string | null][]} Suffixes of step 2, the longest first; null where more must hold. */
const STEP_2 = [
	["ational", "ate"], ["fulness", "ful"], ["iveness", "ive"], ["ization", "ize"], ["ousness", "ous"], ["biliti", "ble"], ["lessli", "less"],
	["tional", "tion"], ["alism", "al"], ["aliti", "al"], ["ation", "ate"], ["entli", "ent"], ["fulli", "ful"], ["iviti", "ive"], ["ousli", "ous"],
	["ogist", "og"], ["abli", "able"], ["alli", "al"], ["anci", "ance"], ["ator", "ate"], ["enci", "ence"], ["izer", "ize"], ["bli", "ble"],
	["ogi", null], ["li", null],
];
/** @type {[string, string | null][]} */
const STEP_3 = [
	["ational", "ate"], ["tional", "tion"], ["alize", "al"], ["icate", "ic"], ["iciti", "ic"], ["ative", null], ["ical", "ic"], ["ness", ""], ["ful", ""],
];
const STEP_4 = ["ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous", "ive", "ize", "ion", "al", "er", "ic"];

/** @param {string | undefined} c */
const isVowel = (c) => c !== undefined && "aeiouy".includes(c);

/** A word that loses its suffixes, by code points. */
class Stemmed {
	/** @param {string} word */
	constructor(word) {
		this.letters = Array.from(word);
		const { letters } = this;
		// A y that begins a word or follows a vowel is a consonant, written Y until the end.
		for (let i = 0; i < letters.length; i++) if (letters[i] === "y" && (i === 0 || isVowel(letters[i - 1]))) letters[i] = "Y";
		const head = LONG_HEAD.exec(letters.join(""));
		/** Where the regions begin in which suffixes may go. */
		this.r1 = head ? head[0].length : this.region(0);
		this.r2 = this.region(this.r1);
	}

	/** After the first consonant that follows a vowel. @param {number} from */
	region(from) {
		const { letters } = this;
		let at = from;
		while (at < letters.length && !isVowel(letters[at])) at++;
		while (at < letters.length && isVowel(letters[at])) at++;
		return Math.min(at + 1, letters.length);
	}

	get length() {
		return this.letters.length;
	}

	/** The letter so far from the end. @param {number} back */
	back(back) {
		return this.letters[this.letters.length - back];
	}

	/** @param {string} suffix */
	ends(suffix) {
		const start = this.length - suffix.length;
		for (let i = 0; i < suffix.length; i++) if (this.letters[start + i] !== suffix[i]) return false;
		return start >= 0;
	}

	/** @param {number} count @param {string} [add] */
	cut(count, add = "") {
		this.letters.length -= count;
		this.letters.push(...add);
	}

	/** @param {number} end */
	hasVowel(end) {
		return this.letters.slice(0, end).some(isVowel);
	}

	endsShort() {
		const last = this.back(1);
		if (isVowel(last) || !isVowel(this.back(2))) return this.ends("past");
		if (this.length === 2) return true;
		return (this.length > 2 && !isVowel(this.back(3)) && !"wxY".includes(last)) || this.ends("past");
	}

	step1a() {
		if (this.ends("sses")) this.cut(2);
		else if (this.ends("ies") || this.ends("ied")) this.cut(this.length > 4 ? 2 : 1);
		else if (!this.ends("ss") && !this.ends("us") && this.ends("s") && this.hasVowel(this.length - 2)) this.cut(1);
	}

	step1b() {
		const suffix = ["eedly", "ingly", "edly", "eed", "ing", "ed"].find((suffix) => this.ends(suffix));
		if (!suffix) return;
		const rest = this.length - suffix.length, before = this.letters.slice(0, rest).join("");
		if (suffix.startsWith("eed")) {
			if (rest >= this.r1 && !["succ", "proc", "exc"].includes(before)) this.cut(suffix.length, "ee");
			return;
		}
		if (suffix === "ing") {
			if (this.letters[rest - 1] === "y" && rest === 2 && !isVowel(this.letters[0])) return this.cut(4, "ie");
			if (["even", "cann", "inn", "earr", "herr", "out"].includes(before)) return;
		}
		if (!this.hasVowel(rest)) return;
		this.cut(suffix.length);
		if (["at", "bl", "iz"].some((end) => this.ends(end))) this.cut(0, "e");
		else if (this.back(1) === this.back(2) && "bdfgmnprt".includes(this.back(1) ?? " ")) {
			if (this.length !== 3 || !"aeo".includes(this.letters[0])) this.cut(1);
		} else if (this.length === this.r1 && this.endsShort()) this.cut(0, "e");
	}

	step1c() {
		if (this.length > 2 && /[yY]/.test(this.back(1)) && !isVowel(this.back(2))) this.cut(1, "i");
	}

	/** The longest suffix decides, also when its condition fails. */
	step2() {
		const found = STEP_2.find(([suffix]) => this.ends(suffix));
		if (!found) return;
		const [suffix, put] = found, at = this.length - suffix.length, before = this.letters[at - 1];
		if (at < this.r1) return;
		if (put !== null) this.cut(suffix.length, put);
		else if (suffix === "ogi") {
			if (before === "l") this.cut(1);
		} else if (at > 0 && "cdeghkmnrt".includes(before)) this.cut(2);
	}

	step3() {
		const found = STEP_3.find(([suffix]) => this.ends(suffix));
		if (!found) return;
		const [suffix, put] = found, at = this.length - suffix.length;
		if (at >= (put === null ? Math.max(this.r1, this.r2) : this.r1)) this.cut(suffix.length, put ?? "");
	}

	step4() {
		const suffix = STEP_4.find((suffix) => this.ends(suffix));
		if (!suffix) return;
		const at = this.length - suffix.length;
		if (at >= this.r2 && (suffix !== "ion" || /[st]/.test(this.letters[at - 1] ?? ""))) this.cut(suffix.length);
	}

	step5() {
		const at = this.length - 1, last = this.back(1);
		if (last === "l") {
			if (at >= this.r2 && this.back(2) === "l") this.cut(1);
		} else if (last === "e") {
			if (at < this.r1) return;
			this.cut(1);
			if (at < this.r2 && this.endsShort()) this.cut(0, "e");
		}
	}
}

/** @type {Map<string, string>} */
const known = new Map();

/** The English stem of a word, folded. @param {string} word */
function englishStem(word) {
	let stem = known.get(word);
	if (stem !== undefined) return stem;
	if (Object.hasOwn(IRREGULAR, word)) stem = IRREGULAR[word];
	else if (characterAt(word, 0) === word || Array.from(word).length < 3) stem = word;
	else {
		const stemmed = new Stemmed(word);
		stemmed.step1a();
		stemmed.step1b();
		stemmed.step1c();
		stemmed.step2();
		stemmed.step3();
		stemmed.step4();
		stemmed.step5();
		stem = stemmed.letters.join("").replaceAll("Y", "y");
	}
	stem = fold(stem);
	if (known.size > 20_000) known.clear();
	known.set(word, stem);
	return stem;
}
// Files of the index: read once, unpacked, and taken apart as `FORMAT.md` says.

/** @typedef {"missing" | "damaged" | "format" | "network"} Reason */
/** @typedef {(name: string, fresh: boolean) => Promise<Uint8Array>} Read */

/** So many files are kept; each is a few thousand bytes. */
const MOST_KEPT = 400;

/** @param {Reason} reason @param {string} message */
function failure(reason, message) {
	return Object.assign(new Error(message), { name: "SearchError", reason });
}

/** Reads the notation of the files; a file that ends too early is damaged. */
class Bytes {
	/** @param {Uint8Array} bytes @param {number} [at] */
	constructor(bytes, at = 0) {
		this.bytes = bytes;
		this.at = at;
		/** @type {number[]} The last entry of a front-coded list. */
		this.entry = [];
	}

	get ended() {
		return this.at >= this.bytes.length;
	}

	byte() {
		if (this.ended) throw failure("damaged", "a file of the index is cut off");
		return this.bytes[this.at++];
	}

	varint() {
		let number = 0, worth = 1, byte = 0;
		do {
			byte = this.byte();
			number += (byte & 127) * worth;
			worth *= 128;
		} while (byte > 127);
		return number;
	}

	/** @param {number} count */
	take(count) {
		if (this.at + count > this.bytes.length) throw failure("damaged", "a file of the index is cut off");
		this.at += count;
		return this.bytes.subarray(this.at - count, this.at);
	}

	text() {
		return decoder.decode(this.take(this.varint()));
	}

	/** The next entry of a front-coded list. */
	next() {
		this.entry.length = Math.min(this.varint(), this.entry.length);
		this.entry.push(...this.take(this.varint()));
		return decoder.decode(Uint8Array.from(this.entry));
	}
}

const decoder = new TextDecoder();

/** @param {Uint8Array} packed */
async function inflate(packed) {
	try {
		const unpacked = new Blob([/** @type {BlobPart} */ (packed)]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
		return new Uint8Array(await new Response(unpacked).arrayBuffer());
	} catch {
		throw failure("damaged", "a file of the index cannot be unpacked");
	}
}

/** Over HTTP. @param {string} base @returns {Read} */
const byFetch = (base) => async (name, fresh) => {
	const manifest = name === "search.json";
	let answer;
	try {
		answer = await fetch(base + name, { cache: fresh ? "reload" : manifest ? "no-cache" : "default" });
		if (answer.ok) return new Uint8Array(await answer.arrayBuffer());
	} catch {
		throw failure("network", `${name} cannot be read`);
	}
	throw failure(answer.status >= 500 ? "network" : "missing", `${name}: ${answer.status}`);
};

/** Scripts that were asked for, by name. @type {Map<string, (bytes: Uint8Array) => void>} */
const awaited = new Map();

/** Called by the files of the index that are scripts. @param {string} name @param {string} base64 */
function file(name, base64) {
	awaited.get(name)?.(Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)));
	awaited.delete(name);
}

/** From disk, where only scripts may be read. @param {string} base @returns {Read} */
const byScript = (base) => (name) =>
	new Promise((resolve, reject) => {
		const plain = name.replace(/\.[a-z]+$/, ""), script = document.createElement("script");
		const missing = () => reject(failure("missing", `${plain}.js is missing`));
		awaited.set(plain, resolve);
		script.onerror = missing;
		script.onload = () => {
			script.remove();
			missing();
		};
		script.src = `${base}${plain}.js`;
		document.head.append(script);
	});

/** Files by name, each read and parsed once. */
class Files {
	/** @param {Read} read @param {boolean} fresh whether what the browser kept is passed over */
	constructor(read, fresh) {
		this.read = read;
		this.fresh = fresh;
		/** @type {Map<string, Promise<any>>} */
		this.kept = new Map();
	}

	/** @template T @param {string} name @param {(bytes: Bytes) => T} parse @returns {Promise<T>} */
	get(name, parse) {
		let known = this.kept.get(name);
		if (!known) {
			known = this.read(`${name}.bin`, this.fresh).then(inflate).then((raw) => parse(new Bytes(raw)));
			known.catch(() => this.kept.delete(name));
			this.kept.set(name, known);
			for (const oldest of this.kept.keys()) {
				if (this.kept.size <= MOST_KEPT) break;
				this.kept.delete(oldest);
			}
		}
		return known;
	}
}
// The index as the ranking sees it: the manifest, and what stands in the files that it names.

/** @typedef {"kind" | "tag" | "status" | "owner"} Facet */
/** @typedef {{keys: string, names: string}} TableOfFiles */
/**
 * @typedef {object} Manifest
 * @property {number} format
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
	/** @param {Manifest} manifest @param {Files} files */
	constructor(manifest, files) {
		this.manifest = manifest;
		this.files = files;
		this.terms = new Table(manifest.terms);
		this.vocabulary = new Table(manifest.words);
		this.english = manifest.stems === "english";
		this.listed = manifest.stems === "first" || manifest.stems === "any";
		this.average = manifest.tokens / manifest.pages;
	}

	/** @param {Read} read @param {boolean} fresh */
	static async open(read, fresh) {
		const bytes = await read("search.json", fresh);
		let manifest;
		try {
			manifest = JSON.parse(decoder.decode(bytes));
		} catch {
			throw failure("damaged", "search.json cannot be read");
		}
		if (manifest?.format !== FORMAT) throw failure("format", "the index has another format");
		return new SearchIndex(manifest, new Files(read, fresh));
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
				from += bytes.varint();
			}
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

	/** For each page with a stem the places where it stands. @param {string} stem @returns {Promise<Map<number, number[]>>} */
	async positions(stem) {
		/** @type {Map<number, number[]>} */
		const positions = new Map();
		const file = await this.termsOf(stem), found = file?.terms.get(stem);
		if (!file || !found) return positions;
		const at = this.terms.find(stem);
		const names = await this.files.get(`x-${this.manifest.positions}`, (bytes) => decoder.decode(bytes.bytes));
		const name = names.substr(at * NAME, NAME);
		// A file of its own is read anew each time: where a term begins in it depends on all before it.
		const raw = await this.files.get(`p-${name}`, (bytes) => bytes.bytes);
		const bytes = new Bytes(raw);
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
		const pages = await this.files.get(`r-${folder}/${number}`, (bytes) => {
			try {
				return JSON.parse(decoder.decode(bytes.bytes));
			} catch {
				throw failure("damaged", "a file of results cannot be read");
			}
		});
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
// What a query asks for, as `query.rs` reads it.

/** @typedef {{text: string, from: number, to: number, joined: boolean, quoted: boolean}} QueryWord */
/** @typedef {{words: [word: string, position: number][], joined: string | null}} Run */
/** @typedef {Map<Facet, string[]>} Filter */
/** @typedef {{words: QueryWord[], required: Run[], excluded: Run[], only: Filter, except: Filter, hasText: boolean}} Parsed */

const LONGEST = 512;
const MOST_WORDS = 64;
const BLANK = /\p{White_Space}/u;
const QUOTE = /["\u201c\u201d\u201e]/;

/** @param {string} text */
const trimEnd = (text) => text.replace(/\p{White_Space}+$/u, "");
/** @param {string} text */
const trim = (text) => trimEnd(text).replace(/^\p{White_Space}+/u, "");

/** The text, or as many of its words as fit. @param {string} text */
function bounded(text) {
	// Half of a surrogate pair is no character.
	const start = text.slice(0, LONGEST + 2).replace(/[\ud800-\udfff]/gu, "\ufffd");
	let end = 0, bytes = 0;
	for (const c of start) {
		bytes += bytesOf(c);
		if (bytes > LONGEST) break;
		end += c.length;
	}
	const kept = start.slice(0, end);
	if (end === text.length || BLANK.test(characterAt(start, end))) return kept;
	let blank = end;
	while (blank > 0 && !BLANK.test(kept[blank - 1])) blank--;
	return blank ? trimEnd(kept.slice(0, blank - 1)) : kept;
}

/** The inside of the quotes that open at a place, and the place after them. @param {string} text @param {number} at */
function quotedAt(text, at) {
	if (!QUOTE.test(text[at] ?? "")) return null;
	const length = text.slice(at + 1).search(QUOTE);
	return length < 0 ? null : { from: at + 1, to: at + 1 + length, end: at + 2 + length };
}

/** The field that begins a piece, and where its value begins. @param {string} piece */
function facetOf(piece) {
	const found = /^(kind|tag|status|owner):/i.exec(piece);
	return found && { facet: /** @type {Facet} */ (found[1].toLowerCase()), length: found[0].length };
}

/** A stretch of the query between blanks or quotes. @param {string} text @param {number} at */
function pieceAt(text, at) {
	const next = characterAt(text, at + 1);
	const sign = /[+-]/.test(text[at]) && (WORD_CHARACTER.test(next) || next === "." || QUOTE.test(next)) ? text[at] : "";
	const from = at + sign.length, phrase = quotedAt(text, from);
	if (phrase) return { sign, phrase: true, facet: null, ...phrase };
	// An opening quote that is never closed is a character like any other.
	const rest = text.slice(from + characterAt(text, from).length).search(/[\p{White_Space}"\u201c\u201d\u201e]/u);
	const to = rest < 0 ? text.length : from + characterAt(text, from).length + rest;
	const named = facetOf(text.slice(from, to)), value = from + (named?.length ?? 0);
	const inside = named && (value < to ? { from: value, to, end: to } : quotedAt(text, value));
	return inside ? { sign, phrase: false, facet: named.facet, ...inside } : { sign, phrase: false, facet: null, from, to, end: to };
}

/** @param {Token[]} tokens @returns {Run} */
function runOf(tokens) {
	const parts = tokens.filter((token) => token.parts === 1);
	const joined = tokens.find((token) => token.parts > 1 && token.parts === parts.length);
	return { words: parts.map((token) => [token.text, token.position]), joined: joined?.text ?? null };
}

/** @param {string} text @param {Partial<Record<Facet, string[]>>} given @param {boolean} english @returns {Parsed} */
function parse(text, given, english) {
	/** @type {Parsed} */
	const parsed = { words: [], required: [], excluded: [], only: new Map(), except: new Map(), hasText: false };
	for (const facet of FACETS) {
		const values = given[facet];
		if (values?.length) parsed.only.set(facet, [...values]);
	}
	for (let at = 0; at < text.length; ) {
		if (BLANK.test(text[at])) {
			at++;
			continue;
		}
		const piece = pieceAt(text, at), content = text.slice(piece.from, piece.to);
		at = piece.end;
		if (piece.facet) {
			const filter = piece.sign === "-" ? parsed.except : parsed.only;
			filter.set(piece.facet, [...(filter.get(piece.facet) ?? []), content]);
			continue;
		}
		const tokens = words(content);
		if (!tokens.length) continue;
		parsed.hasText = true;
		if (piece.sign === "-") {
			parsed.excluded.push(runOf(tokens));
			continue;
		}
		if (piece.phrase || piece.sign === "+") parsed.required.push(runOf(tokens));
		for (const { text, from, to, parts } of tokens) {
			parsed.words.push({ text, from: piece.from + from, to: piece.from + to, joined: parts > 1, quoted: piece.phrase });
		}
	}
	if (english && !parsed.words.every((word) => STOP_WORDS.has(word.text))) {
		parsed.words = parsed.words.filter((word) => !STOP_WORDS.has(word.text));
	}
	parsed.words.length = Math.min(parsed.words.length, MOST_WORDS);
	return parsed;
}
// Words that complete what is being typed, or correct what no page holds, as `vocabulary.rs` chooses them.

const MOST_COMPLETIONS = 8;
/** Words of so many letters may have two letters wrong; those of fewer than `SHORT` none. */
const LONG = 8;
const SHORT = 3;

/** @param {string} text */
const lengthOf = (text) => Array.from(text).length;
/** @param {string} word */
const isLetters = (word) => /^\p{Alphabetic}+$/u.test(word);

/** @param {SearchIndex} index @param {string} word */
const isStopWord = (index, word) => index.english && STOP_WORDS.has(word);

/** The commonest words that begin with `prefix` and go on. @param {SearchIndex} index @param {string} prefix */
async function completions(index, prefix) {
	const found = (await index.wordsFrom(prefix)).filter(({ text }) => text !== prefix && !isStopWord(index, text));
	found.sort((a, b) => b.log - a.log || lengthOf(a.text) - lengthOf(b.text) || compare(a.text, b.text));
	return found.slice(0, MOST_COMPLETIONS).map(({ text }) => text);
}

/** The word that was probably meant, if there is one. @param {SearchIndex} index @param {string} word */
async function correction(index, word) {
	const letters = Array.from(word);
	if (letters.length < SHORT || !isLetters(word)) return null;
	const most = letters.length < LONG ? 1 : 2;
	/** @type {(Word & {length: number, far: number}) | null} */
	let best = null;
	for (const candidate of await index.wordsFrom(letters[0])) {
		const other = Array.from(candidate.text), { length } = other;
		if (Math.abs(length - letters.length) > most || !isLetters(candidate.text) || isStopWord(index, candidate.text)) continue;
		const far = distance(letters, other, most);
		if (far > most) continue;
		const order = best && (far - best.far || best.log - candidate.log || length - best.length || compare(candidate.text, best.text));
		if (order === null || order < 0) best = { ...candidate, length, far };
	}
	return best && best.text;
}

/**
 * How many letters must be put in, left out, replaced or swapped with the next, or more than `most` if it is more.
 * @param {string[]} word @param {string[]} other @param {number} most
 */
function distance(word, other, most) {
	/** @type {number[]} */
	let before = [];
	let last = Array.from({ length: other.length + 1 }, (_, i) => i);
	for (let i = 0; i < word.length; i++) {
		const row = [i + 1];
		for (let j = 0; j < other.length; j++) {
			let cost = Math.min(last[j] + (word[i] === other[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1);
			if (i > 0 && j > 0 && word[i] === other[j - 1] && word[i - 1] === other[j]) cost = Math.min(cost, before[j - 1] + 1);
			row.push(cost);
		}
		if (Math.min(...row) > most) return most + 1;
		before = last;
		last = row;
	}
	return last[other.length];
}
// The ranking: the same sums in the same order as `score.rs`, or two machines would order a tie differently.

/** @typedef {{stem: string, idf: number}} Stem */
/** @typedef {{stems: Stem[], weight: number}} Alternative a page must hold all of the stems */
/** @typedef {{alternatives: Alternative[], first: boolean}} Slot */
/** @typedef {{page: number, score: number}} Scored */

const COMPLETION = 0.6;
const SYNONYM = 0.8;
const MOST_UNKNOWN = 8;

/** @param {Alternative} alternative */
const valueOf = ({ stems, weight }) => weight * stems.reduce((least, { idf }) => Math.min(least, idf), Infinity);

/**
 * Where names of synonyms stand among the words: for the first word of each the alternatives, and all words of names.
 * @param {SearchIndex} index @param {QueryWord[]} all
 */
async function synonymsOf(index, all) {
	/** @type {Map<QueryWord, string[][]>} */
	const found = new Map();
	/** @type {Set<QueryWord>} */
	const named = new Set();
	const { synonyms } = index.manifest;
	if (!synonyms.length) return { found, named };
	const stems = await Promise.all(all.map((word) => index.stem(word.text)));
	const plain = all.map((word, at) => ({ word, stem: stems[at] })).filter(({ word }) => !word.quoted && !word.joined);
	const joined = all.map((word, at) => ({ word, stem: stems[at] })).filter(({ word }) => !word.quoted && word.joined);
	for (const [name, alternatives] of synonyms) {
		/** @param {QueryWord[]} words */
		const match = (words) => {
			found.set(words[0], [...(found.get(words[0]) ?? []), ...alternatives]);
			words.forEach((word) => named.add(word));
		};
		for (let at = 0; at + name.length <= plain.length; at++) {
			const run = plain.slice(at, at + name.length);
			if (run.every(({ stem }, i) => stem === name[i])) match(run.map(({ word }) => word));
		}
		for (const { word, stem } of joined) if (name.length === 1 && stem === name[0]) match([word]);
	}
	return { found, named };
}

/**
 * Replaces words that no page holds; gives the text with the replacements, if there are any.
 * @param {SearchIndex} index @param {string} text @param {Parsed} parsed @param {number} openEnd
 */
async function correct(index, text, parsed, openEnd) {
	const { named } = await synonymsOf(index, parsed.words);
	/** @type {Map<string, string>} */
	const replaced = new Map();
	let out = "", copied = 0, unknown = 0;
	for (const word of parsed.words) {
		if (word.joined || word.quoted || named.has(word) || (await index.frequency(await index.stem(word.text)))) continue;
		if (word.to === openEnd && (await completions(index, word.text)).length) continue;
		if (++unknown > MOST_UNKNOWN) break;
		const meant = await correction(index, word.text);
		if (meant === null) continue;
		out += text.slice(copied, word.from) + meant;
		copied = word.to;
		replaced.set(word.text, meant);
		word.text = meant;
	}
	if (!replaced.size) return null;
	for (const run of parsed.required) for (const word of run.words) word[0] = replaced.get(word[0]) ?? word[0];
	return out + text.slice(copied);
}

/** What is looked up for each word. @param {SearchIndex} index @param {QueryWord[]} all @param {number} openEnd */
async function slotsOf(index, all, openEnd) {
	const { found } = await synonymsOf(index, all);
	/** @type {Slot[]} */
	const slots = [];
	const seen = new Set();
	for (const word of all) {
		const own = await index.stem(word.text);
		/** @type {[stems: string[], weight: number][]} */
		const wanted = [[[own], 1]];
		/** @param {string[]} stems */
		const isNew = (stems) => stems.length > 1 || wanted.every(([known]) => known.length > 1 || known[0] !== stems[0]);
		if (word.to === openEnd && !word.quoted) {
			for (const completion of await completions(index, word.text)) {
				const stem = await index.stem(completion);
				if (isNew([stem])) wanted.push([[stem], COMPLETION]);
			}
		}
		for (const stems of found.get(word) ?? []) if (isNew(stems)) wanted.push([stems, SYNONYM]);
		/** @type {Alternative[]} */
		const alternatives = [];
		for (const [stems, weight] of wanted) {
			const frequencies = await Promise.all(stems.map((stem) => index.frequency(stem)));
			if (frequencies.every((frequency) => frequency > 0)) {
				alternatives.push({ stems: stems.map((stem, i) => ({ stem, idf: index.idf(frequencies[i]) })), weight });
			}
		}
		if (!alternatives.length) continue;
		slots.push({ alternatives, first: !seen.has(own) });
		seen.add(own);
	}
	return slots;
}

/** What each stem is worth when sections and snippets are chosen, in the order of the stems. @param {Slot[]} slots */
function weightsOf(slots) {
	/** @type {Map<string, number>} */
	const weights = new Map();
	for (const { alternatives } of slots) {
		for (const { stems, weight } of alternatives) {
			for (const { stem, idf } of stems) weights.set(stem, Math.max(weights.get(stem) ?? 0, weight * idf));
		}
	}
	return new Map([...weights].sort(([a], [b]) => compare(a, b)));
}

/** The pages in which the words of a run follow each other, or its joined form stands. @param {SearchIndex} index @param {Run} run */
async function pagesWith(index, run) {
	/** @type {Set<number>} */
	const found = new Set();
	/** @param {string} word */
	const add = async (word) => (await index.postings(await index.stem(word))).pages.forEach((page) => found.add(page));
	if (run.joined !== null) await add(run.joined);
	if (run.words.length === 1) await add(run.words[0][0]);
	if (run.words.length < 2) return found;
	const lists = await Promise.all(run.words.map(async ([word]) => index.positions(await index.stem(word))));
	const offsets = run.words.map(([, position]) => position - run.words[0][1]);
	for (const [page, starts] of lists[0]) {
		const sets = lists.map((list) => new Set(list.get(page)));
		if (starts.some((start) => offsets.every((offset, i) => sets[i].has(start + offset)))) found.add(page);
	}
	return found;
}

/** @param {SearchIndex} index @param {Facet} facet @param {string[]} wanted */
async function pagesOf(index, facet, wanted) {
	const { values, pages } = await index.facet(facet), terms = new Set(wanted.map((value) => lower(trim(value))));
	const places = new Set(values.flatMap((value, at) => (terms.has(lower(value)) ? [at] : [])));
	return new Set(pages.flatMap((held, page) => (held.some((place) => places.has(place)) ? [page] : [])));
}

/** Whether a page meets all conditions. @param {SearchIndex} index @param {Parsed} parsed @returns {Promise<(page: number) => boolean>} */
async function conditions(index, { only, except, required, excluded }) {
	/** @param {Filter} filter */
	const facets = (filter) => [...filter].map(([facet, values]) => pagesOf(index, facet, values));
	/** @param {Run[]} runs */
	const runs = (runs) => runs.map((run) => pagesWith(index, run));
	const [wanted, unwanted] = await Promise.all([
		Promise.all([...facets(only), ...runs(required)]),
		Promise.all([...facets(except), ...runs(excluded)]),
	]);
	return (page) => wanted.every((pages) => pages.has(page)) && !unwanted.some((pages) => pages.has(page));
}

/** The best alternative of each page for one word. */
class Best {
	/** @param {number} pages */
	constructor(pages) {
		this.values = new Float64Array(pages);
		/** @type {number[]} */
		this.touched = [];
	}

	/** @param {number} page @param {number} value */
	note(page, value) {
		if (this.values[page] === 0) this.touched.push(page);
		if (value > this.values[page]) this.values[page] = value;
	}

	/** Hands the values over and forgets them. @param {(page: number, value: number) => void} take */
	drain(take) {
		for (const page of this.touched) {
			take(page, this.values[page]);
			this.values[page] = 0;
		}
		this.touched.length = 0;
	}
}

/**
 * All pages that hold a word of the query and meet the conditions, best first.
 * @param {SearchIndex} index @param {Slot[]} slots @param {(page: number) => boolean} keeps @returns {Promise<Scored[]>}
 */
async function rank(index, slots, keeps) {
	const { pages } = index.manifest, { lengths, titles, boosts } = await index.columns();
	const lists = await Promise.all(slots.map(({ alternatives }) =>
		Promise.all(alternatives.map(({ stems }) => Promise.all(stems.map(({ stem }) => index.postings(stem)))))));
	const norms = Float64Array.from(LENGTHS, (length) => 1.2 * (0.25 + (0.75 * length) / index.average));
	const sums = new Float64Array(pages), inTitle = new Float64Array(pages), titleHits = new Uint32Array(pages), best = new Best(pages);
	/** @type {number[]} */
	const found = [];
	let total = 0;
	slots.forEach(({ alternatives, first }, slot) => {
		alternatives.forEach((alternative, at) => noteText(alternative, lists[slot][at], best, lengths, norms));
		best.drain((page, value) => {
			if (sums[page] === 0) found.push(page);
			sums[page] += value;
		});
		if (!first) return;
		total += alternatives.reduce((most, alternative) => Math.max(most, valueOf(alternative)), 0);
		alternatives.forEach((alternative, at) => noteTitle(alternative, lists[slot][at], best));
		best.drain((page, value) => {
			inTitle[page] += value;
			titleHits[page]++;
		});
	});
	/** @type {Scored[]} */
	const scored = [];
	for (const page of found) {
		if (!keeps(page)) continue;
		let score = sums[page];
		if (titleHits[page]) {
			const share = inTitle[page] / total, cover = titleHits[page] / Math.max(titles[page], 1);
			score += inTitle[page] * share * share * (0.5 + 0.5 * cover);
		}
		scored.push({ page, score: score * boosts[page] });
	}
	return scored.sort((a, b) => b.score - a.score || a.page - b.page);
}

/** @param {Alternative} alternative @param {Postings[]} lists @param {Best} best @param {Uint8Array} lengths @param {Float64Array} norms */
function noteText({ stems, weight }, lists, best, lengths, norms) {
	/** @type {Map<number, number> | null} The least of the stems so far, when there are several. */
	let least = null;
	stems.forEach(({ idf }, at) => {
		const { pages, counts } = lists[at], several = stems.length > 1;
		/** @type {Map<number, number>} */
		const next = new Map();
		for (let i = 0; i < pages.length; i++) {
			const page = pages[i], value = (idf * 2.2 * counts[i]) / (counts[i] + norms[lengths[page]]);
			if (!several) best.note(page, weight * value);
			else if (!least) next.set(page, value);
			else if (least.has(page)) next.set(page, Math.min(/** @type {number} */ (least.get(page)), value));
		}
		if (several) least = next;
	});
	for (const [page, value] of least ?? []) best.note(page, weight * value);
}

/** @param {Alternative} alternative @param {Postings[]} lists @param {Best} best */
function noteTitle(alternative, lists, best) {
	const value = valueOf(alternative), [first, ...others] = lists.map(({ pages, titles }) => pages.filter((_, i) => titles[i]));
	const sets = others.map((pages) => new Set(pages));
	for (const page of first) if (sets.every((set) => set.has(page))) best.note(page, value);
}
// What is shown of a page: its best sections, and a few words around those of the query, as `snippet.rs` chooses them.

/** @typedef {{text: string, marks: [from: number, to: number][]}} Snippet marks are counted in code points */
/** @typedef {Map<string, number>} Weights in the order of the stems */
/** @typedef {(text: string) => Token[]} Stems */

const WINDOW = 30;
const MOST_CHARACTERS = 400;
const MOST_LEAD = 8;
const MOST_SECTIONS = 3;
const BLANK_OR_CONTROL = /[\p{White_Space}\p{Cc}]/u;

/** @param {Page} page @param {Weights} weights @param {Stems} stems */
function excerpt([, , pageTitle, pageUrl, , description, , all], weights, stems) {
	const sections = all.map(([anchor, url, title, text]) => {
		const tokens = stems(text), inside = worth(tokens, weights);
		const address = url ?? (anchor ? `${pageUrl}#${anchor}` : null);
		return { title: title || pageTitle, address, text, tokens, inText: inside > 0, score: 2 * worth(stems(title), weights) + inside };
	});
	sections.sort((a, b) => b.score - a.score);
	const hits = sections.filter(({ score, address }) => score > 0 && address !== null).slice(0, MOST_SECTIONS)
		.map(({ title, address }) => ({ title, url: /** @type {string} */ (address) }));
	const best = sections.find(({ inText }) => inText);
	const text = best?.text ?? [description, ...all.map(([, , , text]) => text)].find((text) => trim(text)) ?? "";
	return { snippet: snippetOf(text, best?.tokens ?? stems(text), weights), sections: hits };
}

/** Σ idf of the distinct stems among the tokens. @param {Token[]} tokens @param {Weights} weights */
function worth(tokens, weights) {
	const found = new Set(tokens.map(({ text }) => text));
	let sum = 0;
	for (const [stem, weight] of weights) if (found.has(stem)) sum += weight;
	return sum;
}

/** @param {string} text @param {Token[]} tokens @param {Weights} weights @returns {Snippet} */
function snippetOf(text, tokens, weights) {
	if (!tokens.length) return { text: "", marks: [] };
	const found = tokens.filter((token) => weights.has(token.text));
	const begin = Math.max(windowOf(found, weights, tokens[tokens.length - 1].position), tokens[0].position);
	/** @param {Token} token */
	const inside = ({ position }) => position >= begin && position < begin + WINDOW;
	const shown = tokens.filter(inside);
	let from = shown.reduce((least, token) => Math.min(least, token.from), shown.length ? Infinity : 0);
	let to = shown.reduce((most, token) => Math.max(most, token.to), 0);
	// Quotes and brackets belong to the words they stand next to.
	while (from > 0 && !endsWithWordCharacter(text, from) && !BLANK.test(text[from - 1])) from--;
	while (to < text.length && !WORD_CHARACTER.test(characterAt(text, to)) && !BLANK.test(text[to])) to++;
	return write(text, from, to, found.filter(inside).map(({ from, to }) => [from, to]));
}

/** The position at which the best window begins. @param {Token[]} found @param {Weights} weights @param {number} last */
function windowOf(found, weights, last) {
	let best = 0, start = 0, stop = 0;
	found.forEach((token, at) => {
		let end = at;
		while (end < found.length && found[end].position < token.position + WINDOW) end++;
		const value = worth(found.slice(at, end), weights);
		if (value > best) {
			best = value;
			start = token.position;
			stop = found[end - 1].position;
		}
	});
	const room = WINDOW - 1 - Math.min(stop - start, WINDOW - 1);
	// At the end of the text the window moves back rather than being half empty.
	const lead = Math.max(Math.min(room >> 1, MOST_LEAD), Math.min(room, Math.max(0, start + WINDOW - last - 1)));
	return Math.max(0, start - lead);
}

/**
 * Cuts the text out, blanks made single, and counts the marks anew.
 * @param {string} text @param {number} from @param {number} to @param {[number, number][]} spans @returns {Snippet}
 */
function write(text, from, to, spans) {
	spans.sort(([a, b], [c, d]) => a - c || b - d);
	/** @type {[number, number][]} */
	const marks = [];
	let out = "", count = 0, span = 0, markedTo = 0, at = from, whole = !trim(text.slice(to));
	/** @param {string} c */
	const put = (c) => {
		out += c;
		return ++count;
	};
	if (trim(text.slice(0, from))) {
		put("…");
		put(" ");
	}
	for (const c of text.slice(from, to)) {
		const start = at;
		at += c.length;
		while (span < spans.length && spans[span][0] <= start) markedTo = Math.max(markedTo, spans[span++][1]);
		const blank = BLANK_OR_CONTROL.test(c);
		if (blank && (!out || out.endsWith(" "))) continue;
		const after = put(blank ? " " : c);
		if (start < markedTo) {
			const last = marks[marks.length - 1];
			if (last && last[1] === after - 1) last[1] = after;
			else marks.push([after - 1, after]);
		}
		if (after >= MOST_CHARACTERS) {
			whole = whole && at === to;
			break;
		}
	}
	return { text: trimEnd(out) + (whole ? "" : " …"), marks };
}
// From a query to its hits: what pages call.

/**
 * @typedef {object} Asked
 * @property {string[]} [kinds]
 * @property {string[]} [tags]
 * @property {string[]} [statuses]
 * @property {string[]} [owners]
 * @property {number} [limit]
 * @property {boolean} [prefix] whether the last word is still being typed
 * @property {boolean} [facets] whether the values of all matches are counted
 */

const MOST_HITS = 100;

/** @param {SearchIndex} index @param {string} given @param {Asked} asked */
async function answer(index, given, { kinds, tags, statuses, owners, limit = 10, prefix = false, facets = false }) {
	const text = bounded(given), openEnd = prefix ? text.length : -1;
	const parsed = parse(text, { kind: kinds, tag: tags, status: statuses, owner: owners }, index.english);
	const corrected = await correct(index, text, parsed, openEnd);
	const slots = await slotsOf(index, parsed.words, openEnd);
	const found = await find(index, parsed, slots), weights = weightsOf(slots);
	const shown = found.slice(0, Math.min(limit, MOST_HITS));
	const [pages, stem] = await Promise.all([Promise.all(shown.map(({ page }) => index.page(page))), index.stemmer(weights.keys())]);
	/** @type {Stems} */
	const stems = (text) => words(text).map((token) => ({ ...token, text: stem(token.text) }));
	const hits = pages.map((page, i) => {
		const [id, kind, title, url, status, , path] = page, { snippet, sections } = excerpt(page, weights, stems);
		return { id, kind, title, url, score: shown[i].score, status, snippet, sections, path, label: index.manifest.labels[kind] ?? kind };
	});
	const notices = [
		...(text.length < given.length ? ["the query is too long and was cut"] : []),
		...(corrected === null ? [] : [`showing results for ${corrected}`]),
	];
	return {
		query: text,
		total: found.length,
		hits,
		...(notices.length && { notice: notices.join("; ") }),
		...(corrected !== null && { corrected }),
		...(facets && { facets: await countFacets(index, found) }),
	};
}

/** @param {SearchIndex} index @param {Parsed} parsed @param {Slot[]} slots @returns {Promise<Scored[]>} */
async function find(index, parsed, slots) {
	// Filters alone ask for a list.
	const lists = parsed.only.size + parsed.except.size > 0 && !parsed.hasText;
	if (!index.manifest.pages || (!slots.length && !lists)) return [];
	const keeps = await conditions(index, parsed);
	if (!lists) return rank(index, slots, keeps);
	return Array.from({ length: index.manifest.pages }, (_, page) => ({ page, score: 0 })).filter(({ page }) => keeps(page));
}

/** How many of the pages have each value, the commonest first. @param {SearchIndex} index @param {Scored[]} found */
async function countFacets(index, found) {
	const counted = FACETS.map(async (facet) => {
		const { values, pages } = await index.facet(facet), counts = values.map(() => 0);
		for (const { page } of found) for (const place of pages[page]) counts[place]++;
		const held = values.map((value, i) => /** @type {[string, number]} */ ([value, counts[i]])).filter(([, count]) => count);
		return [facet, held.sort(([a, m], [b, n]) => n - m || compare(a, b))];
	});
	return Object.fromEntries(await Promise.all(counted));
}

/**
 * Search over the index in a folder.
 * @param {string} base its address, with a slash at its end
 * @param {{read?: (name: string) => Promise<Uint8Array>}} [options]
 */
function open(base, { read } = {}) {
	/** @type {Read} */
	const source = read ?? (globalThis.location?.protocol === "file:" ? byScript(base) : byFetch(base));
	/** @type {Promise<SearchIndex> | null} */
	let opening = null;
	const index = (fresh = false) => {
		const mine = (opening ??= SearchIndex.open(source, fresh));
		mine.catch(() => {
			if (opening === mine) opening = null;
		});
		return mine;
	};
	return {
		/** Reads what every query needs. */
		async warm() {
			await (await index()).columns();
		},

		/** @param {string} text @param {Asked} [asked] */
		async find(text, asked = {}) {
			const mine = index();
			try {
				return await answer(await mine, text, asked);
			} catch (error) {
				if (!["missing", "damaged"].includes(/** @type {any} */ (error).reason)) throw error;
				// The site was published anew since the manifest was read: all that has to be done is to read it again.
				if (opening === mine || !opening) {
					opening = null;
					index(true);
				}
				return { ...(await answer(await index(), text, asked)), reloaded: true };
			}
		},
	};
}

/** @type {any} */ (globalThis).kbSearch = { open, file };
})();
