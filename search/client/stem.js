// English stems (the Snowball algorithm "english" of 2026, https://snowballstem.org/algorithms/english/stemmer.html) and letters
// without accents, as `language.rs` has them. Words come in lower case and hold no apostrophe.

const STOP_WORDS = new Set(
	("a an and are as at be but by do does for how if in into is it no not of on or such that the their then there these they this to was what why will with").split(" "),
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
