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

/** Which of two words completes better. @param {Word} a @param {Word} b */
const commoner = (a, b) => b.log - a.log || lengthOf(a.text) - lengthOf(b.text) || compare(a.text, b.text);

/** The commonest words that begin with `prefix` and go on. @param {SearchIndex} index @param {string} prefix @returns {Promise<string[]>} */
function completions(index, prefix) {
	// One query asks several times, and one letter may begin tens of thousands of words.
	let known = index.completions.get(prefix);
	if (!known) {
		known = index.wordsFrom(prefix).then((all) => {
			/** @type {Word[]} */
			const best = [];
			for (const word of all) {
				if (best.length === MOST_COMPLETIONS && commoner(best[MOST_COMPLETIONS - 1], word) < 0) continue;
				if (word.text === prefix || isStopWord(index, word.text)) continue;
				best.push(word);
				best.sort(commoner).length = Math.min(best.length, MOST_COMPLETIONS);
			}
			return best.map(({ text }) => text);
		});
		index.completions.set(prefix, known);
		known.catch(() => index.completions.delete(prefix));
	}
	return known;
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
