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
	begin(index, parsed, openEnd, facets);
	const correction = await correct(index, text, parsed, openEnd);
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
	return {
		query: text,
		total: found.length,
		hits,
		...(text.length < given.length && { cut: true }),
		...correction,
		...(facets && { facets: await countFacets(index, found), labels: index.manifest.labels }),
	};
}

/**
 * Begins to read at once all that will be asked for, or each word would wait for the one before.
 * @param {SearchIndex} index @param {Parsed} parsed @param {number} openEnd @param {boolean} facets
 */
function begin(index, { words, required, excluded, only, except }, openEnd, facets) {
	if (!index.terms.length) return;
	/** @param {string} word */
	const terms = async (word) => index.termsOf(await index.stem(word));
	/** @type {Promise<unknown>[]} */
	const asked = [index.columns(), ...(facets ? FACETS : [...only.keys(), ...except.keys()]).map((facet) => index.facet(facet))];
	for (const { text, to, quoted } of words) {
		asked.push(terms(text));
		if (to === openEnd && !quoted) asked.push(completions(index, text));
	}
	for (const run of [...required, ...excluded]) {
		for (const [word] of run.words) {
			asked.push(terms(word));
			if (run.words.length > 1) asked.push(index.stem(word).then((stem) => index.positionsFile(stem)));
		}
	}
	// What fails here fails again where it is needed.
	asked.forEach((promise) => promise.catch(() => {}));
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

/** What files that make no sense lead to is their fault. @param {Promise<SearchIndex>} index @param {string} text @param {Asked} asked */
async function sound(index, text, asked) {
	try {
		return await answer(await index, text, asked);
	} catch (error) {
		return understood(() => {
			throw error;
		});
	}
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
				return await sound(mine, text, asked);
			} catch (error) {
				if (/** @type {any} */ (error).reason === "network") throw error;
				// The site was published anew since the manifest was read: all that has to be done is to read it again.
				if (opening === mine || !opening) {
					opening = null;
					index(true);
				}
				const [before, now] = await Promise.all([mine.catch(() => null), index()]);
				if (before?.files.fresh && before.text === now.text) {
					// A file is not there at all. What was read before is worth keeping.
					opening = mine;
					throw error;
				}
				return { ...(await sound(index(), text, asked)), reloaded: true };
			}
		},
	};
}

/** @type {any} */ (globalThis).kbSearch = { open, file };
