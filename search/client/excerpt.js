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
