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
	/** @param {boolean} joined */
	const those = (joined) => all.map((word, at) => ({ word, stem: stems[at] })).filter(({ word }) => !word.quoted && word.joined === joined);
	const plain = those(false);
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
		for (const { word, stem } of those(true)) if (name.length === 1 && stem === name[0]) match([word]);
	}
	return { found, named };
}

/**
 * Replaces words that no page holds; gives the text with the replacements, if there are any, and the text that asks for these
 * words as they were written.
 * @param {SearchIndex} index @param {string} text @param {Parsed} parsed @param {number} openEnd
 */
async function correct(index, text, parsed, openEnd) {
	const { named } = await synonymsOf(index, parsed.words);
	/** @type {Map<string, string>} */
	const replaced = new Map();
	let corrected = "", instead = "", copied = 0, tried = 0;
	for (const word of parsed.words) {
		if (word.joined || word.quoted || named.has(word) || (await index.frequency(await index.stem(word.text)))) continue;
		if (word.to === openEnd && (await completions(index, word.text)).length) continue;
		if (++tried > MOST_UNKNOWN) break;
		const meant = await correction(index, word.text);
		if (meant === null) continue;
		const before = text.slice(copied, word.from);
		corrected += before + meant;
		instead += `${before}"${text.slice(word.from, word.to)}"`;
		copied = word.to;
		replaced.set(word.text, meant);
		word.text = meant;
	}
	if (!replaced.size) return null;
	for (const run of parsed.required) for (const word of run.words) word[0] = replaced.get(word[0]) ?? word[0];
	const rest = text.slice(copied);
	return { corrected: corrected + rest, instead: instead + rest };
}

/** What is looked up for each word. @param {SearchIndex} index @param {QueryWord[]} all @param {number} openEnd */
async function slotsOf(index, all, openEnd) {
	const { found } = await synonymsOf(index, all);
	const asked = await Promise.all(all.map(async (word) => {
		const own = await index.stem(word.text);
		/** @type {[stems: string[], weight: number][]} */
		const wanted = [[[own], 1]];
		/** @param {string[]} stems @param {number} weight */
		const want = (stems, weight) => {
			if (stems.length > 1 || wanted.every(([known]) => known.length > 1 || known[0] !== stems[0])) wanted.push([stems, weight]);
		};
		if (word.to === openEnd && !word.quoted) {
			const completed = await completions(index, word.text);
			for (const stem of await Promise.all(completed.map((completion) => index.stem(completion)))) want([stem], COMPLETION);
		}
		for (const stems of found.get(word) ?? []) want(stems, SYNONYM);
		return { own, alternatives: (await Promise.all(wanted.map(([stems, weight]) => alternativeOf(index, stems, weight)))).flat() };
	}));
	/** @type {Slot[]} */
	const slots = [];
	const seen = new Set();
	for (const { own, alternatives } of asked) {
		if (!alternatives.length) continue;
		slots.push({ alternatives, first: !seen.has(own) });
		seen.add(own);
	}
	return slots;
}

/** An alternative, unless one of its stems is on no page. @param {SearchIndex} index @param {string[]} stems @param {number} weight @returns {Promise<Alternative[]>} */
async function alternativeOf(index, stems, weight) {
	const frequencies = await Promise.all(stems.map((stem) => index.frequency(stem)));
	if (!frequencies.every((frequency) => frequency > 0)) return [];
	return [{ stems: stems.map((stem, i) => ({ stem, idf: index.idf(frequencies[i]) })), weight }];
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
	/** @param {number} at @param {(page: number, value: number) => void} note */
	const each = (at, note) => {
		const { idf } = stems[at], { pages, counts } = lists[at];
		for (let i = 0; i < pages.length; i++) note(pages[i], (idf * 2.2 * counts[i]) / (counts[i] + norms[lengths[pages[i]]]));
	};
	if (stems.length === 1) return each(0, (page, value) => best.note(page, weight * value));
	/** @type {Map<number, number>} */
	let least = new Map();
	each(0, (page, value) => least.set(page, value));
	for (let at = 1; at < stems.length; at++) {
		/** @type {Map<number, number>} */
		const next = new Map();
		each(at, (page, value) => {
			const before = least.get(page);
			if (before !== undefined) next.set(page, Math.min(before, value));
		});
		least = next;
	}
	for (const [page, value] of least) best.note(page, weight * value);
}

/** @param {Alternative} alternative @param {Postings[]} lists @param {Best} best */
function noteTitle(alternative, lists, best) {
	const value = valueOf(alternative), [first, ...others] = lists.map(({ pages, titles }) => pages.filter((_, i) => titles[i]));
	const sets = others.map((pages) => new Set(pages));
	for (const page of first) if (sets.every((set) => set.has(page))) best.note(page, value);
}
