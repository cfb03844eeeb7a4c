// The search dialog, and what the search page shares with it. Texts become nodes, never HTML. Needs site.js; is published with the client of the index before it.
const kbDialog = (() => {
	const part = (name) => $(`[data-${name}]`, dlg), text = dlg.dataset;
	const list = part("hits"), bar = part("filter"), chips = part("chips"), note = part("note"), all = part("all"), recent = part("recent");
	const fill = (words, value) => words.replace(/\{\w+\}/, () => value);
	const labels = Object.create(null), label = (id) => labels[id] ?? id;

	let client;
	/** The client, once it has come. */
	const start = async () => {
		await searching();
		return client ??= await kbSearch.open(new URL(`${text.root}search/`, location).href);
	};
	/** An answer, with counts under each filter as if nothing of that filter were chosen. */
	const ask = async (query, asked) => {
		const search = await start(), began = performance.now(), answer = await search.find(query, asked);
		took = performance.now() - began;
		for (const h of answer.hits) labels[h.kind] = h.label;
		if (!answer.facets) return answer;
		Object.assign(labels, answer.labels);
		const chosen = Object.entries({ kind: "kinds", tag: "tags", status: "statuses", owner: "owners" }).filter(([, key]) => asked[key]?.length);
		await Promise.all(chosen.map(async ([facet, key]) => {
			answer.facets[facet] = (await search.find(query, { ...asked, [key]: [], limit: 0 })).facets[facet];
		}));
		return answer;
	};
	const warm = () => start().then((c) => c.warm()).catch(() => {});

	/** A text with marks, as nodes. */
	const marked = ({ text, marks }) => {
		const chars = [...text], kids = [];
		let at = 0;
		for (const [from, to] of marks) {
			kids.push(chars.slice(at, from).join(""), make("mark", [chars.slice(from, to).join("")]));
			at = to;
		}
		return [...kids, chars.slice(at).join("")];
	};
	/** The words that an answer marks, as they are written there. */
	const forms = (hits) => {
		const words = new Set();
		for (const { snippet: { text, marks } } of hits) {
			const chars = [...text];
			for (const [from, to] of marks) words.add(chars.slice(from, to).join("").toLowerCase());
		}
		return words;
	};
	/** A title as nodes, with marks on the same words as in the texts. */
	const titled = (title, words) => title.split(/([\p{Alphabetic}\p{N}]+)/u).map((run) => words.has(run.toLowerCase()) ? make("mark", [run]) : run);
	const named = (id) => $(`[data-id="${CSS.escape(id)}"]`, part("statuses").content);
	/** What is said of an entry that is not current. */
	const status = (id) => id !== "accepted" && named(id) ? [named(id).cloneNode(true)] : [];
	let told = false;
	/** What is to be said about an answer. */
	const notes = (found, again) => {
		const lines = [];
		if (found.corrected) {
			const b = make("button", [fill(text.written, `\u201c${found.query}\u201d`)], { type: "button", className: "btn sm" });
			b.onclick = () => again(found.instead);
			lines.push(make("p", [fill(text.corrected, found.corrected), " ", b], { className: "row" }));
		}
		if (found.cut) lines.push(make("p", [text.cut]));
		if (found.reloaded && !told) lines.push(make("p", [text.reloaded]));
		told ||= found.reloaded;
		return lines;
	};

	const recents = () => { try { return [...JSON.parse(store("kb-recent") || "[]")]; } catch { return []; } };
	/** A hit is about to be opened: remembers the query, and leaves the words for the page. */
	const leave = (a, query, words) => {
		store("kb-found", [place(a), Date.now(), ...words].join("\n"));
		// filters alone have no words to be remembered by
		store("kb-recent", JSON.stringify([...new Set([query, ...recents()])].filter(Boolean).slice(0, 5)));
		// the same page gets no chance to look by itself
		if (place(a) === place(location)) setTimeout(found);
	};

	let rows = [], at = 0, turn = 0, wait, slow, fresh = false, query = "", words = new Set(), filtering = false;
	const kinds = new Set();
	const show = (s, more = [], count) => {
		clearTimeout(slow);
		fresh = s === "hits";
		input.ariaExpanded = fresh;
		if (!fresh) input.removeAttribute("aria-activedescendant");
		// while an answer comes, who narrows it keeps the place
		if (s !== "loading") bar.hidden = !fresh && !(kinds.size && s === "none");
		if (s === "idle") remembered();
		note.replaceChildren(...more);
		state(s);
		part("told").textContent = [count ?? $(`[data-on=${s}] strong`, dlg)?.textContent, ...more.map((p) => p.textContent)].join(" ");
	};
	const remembered = () => {
		const known = recents();
		recent.hidden = !known.length;
		$("ul", recent).replaceChildren(...known.map((q) => {
			const b = make("button", [q], { type: "button", className: "again" });
			b.onclick = () => again(q);
			return make("li", [b]);
		}));
	};
	const again = (q) => { input.value = q; input.focus(); find(); };
	const pick = (i) => {
		at = (i + rows.length) % rows.length;
		rows.forEach((h, n) => { h.ariaSelected = n === at; });
		rows[at].scrollIntoView({ block: "nearest" });
		input.setAttribute("aria-activedescendant", rows[at].id);
	};
	const row = (url, className, kids) => {
		const a = reach(make("a", kids, { href: text.root + url, className, role: "option", tabIndex: -1, id: `kb-hit-${rows.length}`, ariaSelected: false }));
		rows.push(a);
		return a;
	};
	const entry = (h) => {
		const where = make("span", [[label(h.kind), ...h.path].join(" / ")], { className: "label" });
		const kids = [make("span", [make("strong", titled(h.title, words)), ...status(h.status), where], { className: "hit-t" })];
		if (h.snippet.text) kids.push(make("small", marked(h.snippet)));
		const first = row(h.url, "hit", kids);
		if (!h.sections.length) return first;
		const group = make("div", [first, ...h.sections.map((s) => row(s.url, "hit sub", titled(s.title, words)))], { role: "group" });
		group.setAttribute("aria-label", h.title);
		return group;
	};
	const chip = ([value, n]) => {
		const b = make("button", [label(value), make("span", [n], { className: "num" })], { type: "button", className: "btn sm", value, ariaPressed: kinds.has(value) });
		b.onclick = () => { if (!kinds.delete(value)) kinds.add(value); find(); };
		return b;
	};
	const find = async () => {
		const mine = ++turn, q = input.value.trim();
		wait = clearTimeout(wait);
		clearTimeout(slow);
		if (!q) { kinds.clear(); return show("idle"); }
		slow = setTimeout(() => show("loading"), 300);
		if (/(^|\s)[+-]?kind:/i.test(q)) filter(true);
		let answer;
		try {
			answer = await ask(q, { limit: 6, prefix: true, facets: filtering, kinds: [...kinds] });
		} catch (error) {
			if (mine === turn) show(trouble(error));
			return;
		}
		if (mine !== turn) return;
		rows = [];
		query = q;
		words = forms(answer.hits);
		list.replaceChildren(...answer.hits.map(entry));
		all.href = `${$("form", dlg).action}?${new URLSearchParams([["q", q], ["prefix", 1], ...[...kinds].map((k) => ["kind", k])])}`;
		all.textContent = fill(text.all, answer.total);
		if (answer.facets) {
			const had = chips.contains(document.activeElement) && document.activeElement.value;
			chips.replaceChildren(...answer.facets.kind.map(chip));
			if (had) $(`[value="${had}"]`, chips)?.focus();
		}
		show(...(rows.length ? ["hits", notes(answer, again), fill(text.count, answer.total)] : ["none", notes(answer, again)]));
		if (rows.length) pick(0);
		list.closest(".sd-body").scrollTop = 0;
	};
	const filter = (on) => {
		filtering = on;
		part("filtering").ariaExpanded = on;
		chips.hidden = !on;
	};
	part("filtering").onclick = () => {
		filter(!filtering);
		if (!filtering) kinds.clear();
		find();
	};
	const soon = (e) => {
		// a syllable that is still being put together is no word yet
		if (e.isComposing) return;
		// an answer that is under way is not one to these words
		turn++;
		fresh = false;
		input.removeAttribute("aria-activedescendant");
		clearTimeout(wait);
		wait = setTimeout(find, pause(input.value));
	};
	input.oninput = soon;
	input.addEventListener("compositionend", () => soon({}));
	input.addEventListener("keydown", (e) => {
		const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
		if (!(fresh || wait) || e.isComposing || e.keyCode === 229 || e.altKey || e.shiftKey || !(step || e.key === "Enter")) return;
		e.preventDefault();
		if (wait) return find();
		if (step) return pick(at + step);
		const { ctrlKey, metaKey } = e;
		rows[at].dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey, metaKey }));
	});
	const opened = (e) => {
		const a = e.target.closest("a");
		if (!a || e.button > 1) return;
		leave(a, query, words);
		if (!e.button && !e.ctrlKey && !e.metaKey && !e.shiftKey) dlg.close();
	};
	list.addEventListener("click", opened);
	list.addEventListener("auxclick", opened);
	dlg.addEventListener("click", ({ target: t }) => {
		if (t.matches("[data-forget]")) { try { localStorage.removeItem("kb-recent"); } catch {} show("idle"); input.focus(); }
	});
	/** The dialog was opened, or is to try once more: what stands in its field is asked for, as an answer may never have come. */
	const wake = () => { if (dlg.open) { warm(); find(); } };
	return { ask, warm, wake, marked, forms, titled, named, status, notes, leave, label, fill };
})();
