// Decision trees with too many paths for pages of their own: answers stand in the address, and are followed again on
// every page.
{
	const here = $("[data-tree]"), links = $$(".choices a[data-a]"), tree = self.kbTree, { number, within, holds } = self.kbAnswers;

	const { step, outcome, tree: base, version } = here.dataset;
	// an id such as `constructor` is an id like any other
	const table = (pairs) => Object.setPrototypeOf(Object.fromEntries(pairs), null);
	const question = table(tree.questions.map((q) => [q.id, q]));
	const asked = new URLSearchParams(location.search), v = asked.get("v");
	const answers = table(tree.questions.flatMap(({ id }) => (asked.has(id) ? [[id, asked.get(id)]] : [])));
	const picksOf = (q, text) => {
		const is = (id) => q.picks?.some((p) => p.id === id), ids = text === "none" && !is(text) ? [] : text.split(",");
		return q.picks && ids.every(is) ? ids : null;
	};
	const choose = (q, text) => {
		const named = q.answers.find((a) => a.id === text), n = number(text);
		if (q.type === "number") return named ?? q.answers.find((a) => n >= (q.min ?? -Infinity) && n <= (q.max ?? Infinity) && within(n, a));
		if (q.type !== "multi") return named;
		const picks = picksOf(q, text);
		return picks ? q.answers.find((a) => holds(a, picks)) : named;
	};
	const walk = (answers) => {
		const given = [];
		for (let at = tree.start; question[at]; ) {
			const q = question[at], text = answers[at];
			if (text === undefined) return { given, at };
			const way = choose(q, text);
			if (!way) return { given, at, illegal: true };
			given.push({ q, way, text });
			at = way.to;
			if (!question[at]) return { given, end: at };
		}
		return { given };
	};
	const page = ({ at, end = "" }) => base + (at ? `q/${at}/` : end.replace(/^outcome:/, "o/").replace(/^exit:/, "x/") + "/");
	const query = (answers, keep = version) => {
		const q = new URLSearchParams();
		for (const { id } of tree.questions) if (answers[id] !== undefined) q.set(id, answers[id]);
		q.set("v", keep);
		return `${location.protocol === "file:" ? "index.html" : ""}?${q.toString().replaceAll("%2C", ",")}`;
	};
	const to = (answers) => page(walk(answers)) + query(answers);
	const active = Object.keys(answers).length > 0 || step === tree.start;
	const path = walk(answers), label = ({ q, text, way }) => (q.type === "number" && way.id !== text ? `${text} ${q.unit ?? ""}` : way.label);
	const on = path.given.findIndex(({ q }) => q.id === step);
	const right = step ? path.at === step || on >= 0 : path.end === `outcome:${outcome}`;
	if (active && !right) location.replace(page(path) + query(answers, v ?? version));
	else if (active) {
		const before = on < 0 ? path.given : path.given.slice(0, on);
		for (const link of links) {
			const lead = () => { link.href = to({ __proto__: null, ...answers, [step]: link.dataset.text ?? link.dataset.a }); };
			lead();
			link.onclick = lead;
		}
		const note = $("[data-notice]"), say = path.illegal && path.at === step ? "illegal" : v && v !== version ? "changed" : "";
		note.hidden = !say;
		if (say) $("p", note).textContent = note.dataset[say];
		for (const e of $$("[data-from]")) e.hidden = true;
		const far = $("[data-sofar]"), row = $("template[data-taken]"), change = (id) => `${base}q/${id}/${query(answers)}`;
		for (const given of before) {
			const div = row.content.cloneNode(true);
			$("dt", div).textContent = given.q.ask;
			$("dd", div).textContent = label(given);
			$("a", div).href = change(given.q.id);
			$("a .sr", div).textContent = " " + row.dataset.what.replace("{question}", given.q.ask);
			$("dl", far).append(div);
		}
		const unused = Object.keys(answers).filter((id) => id !== step && !path.given.some(({ q }) => q.id === id));
		$("[data-unused]", far).hidden = !unused.length;
		$("[data-unused] span", far).textContent = unused.map((id) => question[id].ask).join("; ");
		far.hidden = !before.length && !unused.length;
		const back = $("[data-back]");
		if (back && before.length) back.href = change(before.at(-1).q.id);
		if (outcome) self.kbFinish({ ...path, tree, answers, question, table, picksOf, choose, walk, to, label });
	}
}
