// The end of a path whose answers stand in the address: why it fits them, what they raise against it, what would change
// it, the comparison weighed by them, the decision to record. Called by tree-state.js.
self.kbFinish = ({ given, end, tree, answers, question, table, picksOf, choose, walk, to, label }) => {
	const link = (title, href) => make("a", [title], { href });
	const { root } = $("[data-dialog]").dataset, file = location.protocol === "file:" ? "index.html" : "";
	const entry = (id) => { const known = tree.entries[id]; return known ? link(known.title, root + known.url + file) : id; };
	const each = (ids) => ids.flatMap((id, at) => (at ? [make("br", [])] : []).concat(entry(id)));
	const fits = $("[data-fits]");
	for (const { q, way, ...g } of given) if (way.because) $("dl", fits).append(make("div", [make("dt", [label({ q, way, ...g })]), make("dd", each(way.because))]));
	fits.hidden = !$("dt", fits);

	const flags = given.flatMap(({ q, way, text }) => [...(way.flags ?? []), ...(q.picks ?? []).filter((p) => picksOf(q, text)?.includes(p.id)).flatMap((p) => p.flags ?? [])]);
	const raised = (atom) => {
		if (atom.startsWith("flag:")) return flags.includes(atom.slice(5));
		const [id, value] = atom.split("="), found = given.find(({ q }) => q.id === id);
		const wanted = found && picksOf(found.q, value);
		if (wanted?.length) return wanted.every((p) => picksOf(found.q, found.text)?.includes(p));
		return found && (wanted && picksOf(found.q, found.text) ? found.text === "none" : choose(found.q, value) === found.way);
	};
	const unless = $("[data-unless]");
	if (unless) {
		for (const li of $$("[data-if]", unless)) li.hidden = !li.dataset.if.split(/\s+/).every(raised);
		unless.hidden = !$("li:not([hidden])", unless);
		$("h2", unless).textContent = unless.dataset.unless;
	}

	const changes = $("[data-changes]");
	for (const { q, way } of given) for (const other of q.answers) {
		const then = table([...Object.entries(answers), [q.id, other.id]]), next = walk(then);
		if (other === way || next.end === end) continue;
		const title = next.end ? tree.outcomes.find((o) => `outcome:${o.id}` === next.end)?.title ?? next.end : question[next.at].ask;
		$("ul", changes).append(make("li", [make("span", [q.ask], { className: "muted" }), ` ${other.label} → `, link(title, to(then))]));
	}
	changes.hidden = !$("li", changes);

	const draft = $("[data-record] textarea");
	const plain = (text) => text.replace(/[\\`*_[\]<>&|$~]|^[#+=:-]|(?<=^\d+)[.)]/g, "\\$&");
	const list = given.map((g) => `- ${plain(g.q.ask)} **${plain(label(g))}**`).join("\n");
	const outcome = tree.outcomes.find((o) => `outcome:${o.id}` === end), section = (head, ids) => ids.length ? `\n${head}\n\n${ids.map((id) => `- [[${id}]]\n`).join("")}` : "";
	const against = (outcome?.contra ?? []).filter((c) => c.if.split(/\s+/).every(raised)).map((c) => c.entry);
	const because = [...new Set([...given.flatMap(({ way }) => way.because ?? []), ...(outcome?.because ?? [])])];
	const fill = { list: list + "\n", against: section("### Against it\n\nThese answers speak against it:", against), because: section("## More information\n\nReasons:", because) };
	const written = given.map(({ q, text }) => `${q.id}=${text}`).join(" ");
	draft.value = draft.value.replace('\nanswers = "{answers}"\n', () => `\nanswers = "${written}"\n`).replace(/^\{(list|against|because)\}\n/gm, (all, name) => fill[name]);

	const weights = table([]), compare = $("[data-compare]");
	for (const { way } of given) for (const [c, w] of Object.entries(way.weights ?? {})) weights[c] = Math.max(w, weights[c] ?? 0);
	const w = Object.entries(weights).map((pair) => pair.join(":")).join(",");
	if (compare && w) compare.href += `?w=${w}`;
};
