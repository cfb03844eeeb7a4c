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
	let to = from + characterAt(text, from).length;
	while (to < text.length && !BLANK.test(text[to]) && !QUOTE.test(text[to])) to++;
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
		const values = (given[facet] ?? []).filter(trim);
		if (values.length) parsed.only.set(facet, values);
	}
	for (let at = 0; at < text.length; ) {
		if (BLANK.test(text[at])) {
			at++;
			continue;
		}
		const piece = pieceAt(text, at), content = text.slice(piece.from, piece.to);
		at = piece.end;
		if (piece.facet) {
			// An empty field of a form is no filter.
			if (!trim(content)) continue;
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
