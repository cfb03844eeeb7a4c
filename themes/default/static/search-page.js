// The search page: asks the server for ?q=, shows hits, filters them. Needs site.js.
const page = $("[data-results]");
const say = $("[role=status]", page), hitList = $("[data-list]", page), more = $("[data-more]", page), empty = $("[data-empty]", page);
const facets = $("[data-facets]", page), boxes = $("[data-boxes]", page), browse = $("[data-browse]");
const given = new URLSearchParams(location.search), query = (given.get("q") || "").trim();
// what the server does not say about a hit stands in the list of all entries
const known = new Map($$("[data-id]", browse).map((e) => [e.dataset.id, e]));
const svg = (id) => {
	const icon = $("[data-search] svg").cloneNode(true);
	$("use", icon).setAttribute("href", "#kb-i-" + id);
	return icon;
};
let limit = 50;

const show = (s) => { for (const n of $$("[data-when]", page)) n.hidden = n.dataset.when !== s; };
const hit = (h) => {
	const e = known.get(h.id)?.dataset, to = (u) => dlg.dataset.root + u;
	const parts = h.sections.map((s) => make("li", [make("a", [s.title], { href: to(s.url) })]));
	const li = make("li", [
		make("p", [svg(e?.icon || "page"), e?.kind || kind(h.kind)], { className: "label kind" }),
		make("h2", [make("a", [h.title], { href: to(h.url) })], { className: "h-sm" }),
		make("p", marked(h.snippet)),
	]);
	if (parts.length) li.append(make("ul", parts, { className: "spine" }));
	li.dataset.kind = h.kind;
	li.tags = (e?.tags || "").split("\n").filter(Boolean);
	return li;
};
const group = (name, legend, values) => {
	if (values.size < 2) return [];
	const rows = [...values].sort((a, b) => b[1].n - a[1].n || (a[1].text < b[1].text ? -1 : 1)).slice(0, 12).map(([value, { text, n }]) =>
		make("label", [make("input", [], { type: "checkbox", name, value }), text, make("span", [n], { className: "muted num" })]));
	return [make("fieldset", [make("legend", [legend]), ...rows])];
};
const count = (map, key, text) => { const v = map.get(key) || { text, n: 0 }; v.n++; map.set(key, v); };
const filter = () => {
	const on = (name) => $$(`[name=${name}]:checked`, boxes).map((i) => i.value);
	const kinds = on("kind"), tags = on("tag"), all = [...hitList.children];
	for (const li of all) li.hidden = (kinds.length && !kinds.includes(li.dataset.kind)) || (tags.length && !tags.some((t) => li.tags.includes(t)));
	const left = all.filter((li) => !li.hidden).length;
	empty.hidden = left > 0;
	if (kinds.length || tags.length) say.textContent = page.dataset.some.replace("{n}", left).replace("{all}", all.length);
	else say.replaceChildren(page.dataset[page.total === 1 ? "one" : "many"].replace("{n}", page.total) + " ", make("strong", [query]));
};
const run = async () => {
	show("loading");
	const asked = new URLSearchParams({ q: query, limit });
	for (const k of ["kind", "tag", "status"]) if (given.get(k)) asked.set(k, given.get(k));
	let found;
	try { found = await ask(asked); } catch { return show(failed()); }
	page.total = found.total;
	if (!found.hits.length) return show("none");
	const kinds = new Map(), tags = new Map(), items = found.hits.map(hit);
	for (const li of items) {
		count(kinds, li.dataset.kind, $(".kind", li).textContent);
		for (const t of li.tags) count(tags, t, t);
	}
	hitList.replaceChildren(...items);
	boxes.replaceChildren(...group("kind", boxes.dataset.kind, kinds), ...group("tag", boxes.dataset.tag, tags));
	facets.hidden = !boxes.childElementCount;
	more.hidden = found.hits.length >= found.total;
	show("hits");
	filter();
};
facets.onchange = filter;
facets.onreset = () => setTimeout(filter);
page.onclick = (e) => {
	if (e.target.closest("[data-more]")) limit += 50;
	if (e.target.closest("[data-more], [data-again]")) run();
};
if (query) {
	$("[data-query]").value = query;
	page.hidden = false;
	run();
}
