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

/** @param {string} table @returns {Map<string, string>} */
const pairsOf = (table) => new Map(table.split(" ").map((pair) => /** @type {[string, string]} */ (pair.split(":"))));
const IRREGULAR = pairsOf(
	"skis:ski skies:sky idly:idl gently:gentl ugly:ugli early:earli only:onli singly:singl andes:andes atlas:atlas bias:bias cosmos:cosmos " +
		"howe:howe news:news sky:sky",
);
const VOWEL = /[aeiouy]/;
/** What comes before the region in which a suffix may go. */
const REGION = /^[^aeiouy]*[aeiouy]+[^aeiouy]/;
const LONG_HEAD = /^(arsen|commun|emerg|gener|inter|later|organ|past|univers)/;
const SHORT_END = /(^[aeiouy][^aeiouy]|[^aeiouy][aeiouy][^aeiouywxY]|past)$/;

/** Suffixes and what stands for them. @param {string} table @returns {[RegExp, Map<string, string>]} */
function suffixes(table) {
	const pairs = pairsOf(table);
	// The first place that fits is that of the longest suffix.
	return [new RegExp(`(${[...pairs.keys()].join("|")})$`), pairs];
}
const STEP_2 = suffixes(
	"ational:ate fulness:ful iveness:ive ization:ize ousness:ous biliti:ble lessli:less tional:tion alism:al aliti:al ation:ate entli:ent fulli:ful " +
		"iviti:ive ousli:ous ogist:og abli:able alli:al anci:ance ator:ate enci:ence izer:ize bli:ble ogi:og li:",
);
const STEP_3 = suffixes("ational:ate tional:tion alize:al icate:ic iciti:ic ative: ical:ic ness: ful:");
const STEP_4 = suffixes("ement: ance: ence: able: ible: ment: ant: ent: ism: ate: iti: ous: ive: ize: ion: al: er: ic:");

/** @type {Map<string, string>} */
const known = new Map();

/** The English stem of a word, folded. @param {string} word */
function englishStem(word) {
	let stem = known.get(word);
	if (stem === undefined) {
		stem = fold(IRREGULAR.get(word) ?? withoutSuffixes(word));
		if (known.size > 20_000) known.clear();
		known.set(word, stem);
	}
	return stem;
}

/** @param {string} word */
function withoutSuffixes(word) {
	// A letter beyond 16 bits counts as one, and no suffix has any: one that stands for it is put back at the end.
	const wide = word.match(/[\u{10000}-\u{10ffff}]/gu) ?? [];
	let w = wide.length ? word.replace(/[\u{10000}-\u{10ffff}]/gu, "\ue000") : word;
	if (w.length < 3) return word;
	// A y that begins a word or follows a vowel is a consonant, written Y until the end.
	w = w.replace(/^y/, "Y").replace(/([aeiouy])y/g, "$1Y");
	/** @param {string} rest */
	const region = (rest) => REGION.exec(rest)?.[0].length ?? rest.length;
	const r1 = LONG_HEAD.exec(w)?.[0].length ?? region(w), r2 = r1 + region(w.slice(r1));
	w = step1(w, r1);
	w = replaced(w, STEP_2, (suffix, at) => at >= r1 && (suffix === "ogi" ? w[at - 1] === "l" : suffix !== "li" || /[cdeghkmnrt]/.test(w[at - 1] ?? "")));
	w = replaced(w, STEP_3, (suffix, at) => at >= (suffix === "ative" ? r2 : r1));
	w = replaced(w, STEP_4, (suffix, at) => at >= r2 && (suffix !== "ion" || /[st]/.test(w[at - 1] ?? "")));
	const at = w.length - 1;
	if (w.endsWith("e") ? at >= r2 || (at >= r1 && !SHORT_END.test(w.slice(0, at))) : at >= r2 && w.endsWith("ll")) w = w.slice(0, at);
	w = w.replaceAll("Y", "y");
	return wide.length ? w.replaceAll("\ue000", () => /** @type {string} */ (wide.shift())) : w;
}

/** The longest suffix decides, also when it may not go. @param {string} w @param {[RegExp, Map<string, string>]} step @param {(suffix: string, at: number) => boolean} may */
function replaced(w, [pattern, pairs], may) {
	const found = pattern.exec(w);
	return found && may(found[1], found.index) ? w.slice(0, found.index) + pairs.get(found[1]) : w;
}

/** @param {string} w @param {number} r1 */
function step1(w, r1) {
	if (/sses$/.test(w)) w = w.slice(0, -2);
	else if (/ie[sd]$/.test(w)) w = w.slice(0, w.length > 4 ? -2 : -1);
	else if (/[aeiouy].*.s$/s.test(w) && !/[su]s$/.test(w)) w = w.slice(0, -1);

	const found = /(eedly|ingly|edly|eed|ing|ed)$/.exec(w);
	if (found) {
		const [suffix] = found, rest = w.slice(0, found.index);
		if (/^eed/.test(suffix)) {
			if (rest.length >= r1 && !/^(succ|proc|exc)$/.test(rest)) w = `${rest}ee`;
		} else if (suffix === "ing" && /^[^aeiouy]y$/.test(rest)) w = `${rest[0]}ie`;
		else if (VOWEL.test(rest) && !(suffix === "ing" && /^(even|cann|inn|earr|herr|out)$/.test(rest))) {
			w = rest;
			if (/(at|bl|iz)$/.test(w) || (w.length === r1 && SHORT_END.test(w) && !/([bdfgmnprt])\1$/.test(w))) w += "e";
			else if (/([bdfgmnprt])\1$/.test(w) && !/^[aeo]..$/.test(w)) w = w.slice(0, -1);
		}
	}
	return w.replace(/(..*[^aeiouy])[yY]$/s, "$1i");
}
