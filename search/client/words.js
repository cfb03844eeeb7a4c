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
const PERHAPS_CUT = /[a-z][A-Z]|[^\0-\x7f]/;
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
		bytes += unit < 0x80 ? 1 : unit < 0x800 || unit >> 11 === 27 ? 2 : 3;
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
	const from = low >> 10 === 55 ? end - 2 : end - 1;
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
		// Most are plain words; to go through them letter by letter takes several times as long.
		if (!PERHAPS_CUT.test(run)) return part(from, from + run.length);
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
