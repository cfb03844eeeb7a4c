// The search page: its address holds the query and the filters; hits come while typing. Needs site.js.
const page = $("[data-results]"), field = $("[data-query]"), say = $("[role=status]", page), notes = $("[data-notes]", page);
const hitList = $("[data-list]", page), more = $("[data-more]", page), facets = $("[data-facets]", page), boxes = $("[data-boxes]", page), best = $("[data-best]", page);
const options = { kind: "kinds", tag: "tags", status: "statuses", owner: "owners" }, names = Object.keys(options);
// the client gives no more hits than the most
const step = 20, most = 100;
let asked = {}, limit = step, turn = 0, wait, slow, seen, marks = new Set();

const show = (s) => {
	clearTimeout(slow);
	page.hidden = !s;
	for (const n of $$("[data-when]", page)) n.hidden = n.dataset.when !== s;
	if (!["hits", "few"].includes(s)) say.textContent = s ? $(`[data-when=${s}]`, page).firstChild.textContent : "";
	if (!["hits", "few", "none"].includes(s)) notes.replaceChildren();
	// while an answer comes, who narrows it keeps the place
	if (!["hits", "few", "loading"].includes(s)) facets.hidden = true;
	refocus(field);
};
/** Texts without those that are empty, or there already in other letters. */
const distinct = (texts) => [...new Map(texts.filter(Boolean).map((text) => [text.toLowerCase(), text])).values()];
/** What the address asks for. */
const read = () => {
	const given = new URLSearchParams(location.search);
	asked = Object.fromEntries(names.map((name) => [name, distinct(given.getAll(name))]));
	asked.q = given.get("q")?.trim() ?? "";
	// whether the last word may be unfinished
	asked.prefix = given.get("prefix") === "1";
	limit = step;
};
/** Puts into the address what is asked for, as a new place to come back to or in place of this one. */
const write = (fresh) => {
	const given = new URLSearchParams(asked.q && { q: asked.q, ...(asked.prefix && { prefix: 1 }) });
	for (const name of names) for (const value of asked[name]) given.append(name, value);
	try { history[fresh ? "pushState" : "replaceState"](null, "", String(given) ? `?${given}` : location.pathname); } catch {}
	seen = location.search;
};
const svg = (id) => {
	const icon = $("[data-search] svg").cloneNode(true);
	$("use", icon).setAttribute("href", `#kb-i-${id}`);
	return icon;
};
const hit = (h) => {
	// the client does not know icons
	const entry = $(`[data-browse] [data-id="${CSS.escape(h.id)}"]`)?.dataset, { marked, status, titled } = kbDialog;
	const to = (url, title) => reach(make("a", titled(title, marks), { href: dlg.dataset.root + url }));
	const li = make("li", [
		make("p", [svg(entry?.icon || "page"), make("span", [[kbDialog.label(h.kind), ...h.path].join(" / ")]), ...status(h.status)], { className: "label kind" }),
		make("h2", [to(h.url, h.title)], { className: "h-sm" }),
		make("p", marked(h.snippet)),
	]);
	if (h.sections.length) li.append(make("ul", h.sections.map((s) => make("li", [to(s.url, s.title)])), { className: "spine" }));
	return li;
};
/** A filter: its commonest values, and those that are chosen. */
const group = (name, values) => {
	const lower = (value) => value.toLowerCase(), on = new Set(asked[name].map(lower)), known = new Set(values.map(([value]) => lower(value)));
	const all = [...values, ...asked[name].filter((value) => !known.has(lower(value))).map((value) => [value, 0])];
	if (all.length < 2 && !on.size) return [];
	const text = (value) => name === "kind" ? kbDialog.label(value) : name === "status" ? kbDialog.named(value)?.textContent ?? value : value;
	const rows = all.filter(([value], at) => at < 12 || on.has(lower(value))).map(([value, n]) =>
		make("label", [make("input", [], { type: "checkbox", name, value, checked: on.has(lower(value)) }), make("span", [text(value)]), make("span", [n], { className: "muted num" })]));
	return [make("fieldset", [make("legend", [boxes.dataset[name]]), ...rows])];
};
const filters = (found) => {
	if (!found) return;
	const { name, value } = boxes.contains(document.activeElement) ? document.activeElement : {};
	boxes.replaceChildren(...names.flatMap((one) => group(one, found[one] ?? [])));
	if (name) $(`[name="${name}"][value="${CSS.escape(value)}"]`, boxes)?.focus();
	facets.hidden = !boxes.childElementCount;
};
const run = async (further) => {
	const mine = ++turn, narrowed = names.some((name) => asked[name].length);
	clearTimeout(wait);
	clearTimeout(slow);
	if (!asked.q && !narrowed) return show();
	page.hidden = false;
	if (!further) slow = setTimeout(() => show("loading"), 300);
	const given = { limit, facets: true, prefix: asked.prefix };
	for (const name of names) given[options[name]] = asked[name];
	let found;
	try {
		await searching();
		found = await kbDialog.ask(asked.q, given);
	} catch (error) {
		if (mine === turn) show(trouble(error));
		return;
	}
	if (mine !== turn) return;
	marks = kbDialog.forms(found.hits);
	const from = further ? hitList.childElementCount : 0, items = found.hits.slice(from).map(hit);
	if (further) hitList.append(...items); else hitList.replaceChildren(...items);
	if (further && items[0]) $("h2 a", items[0]).focus();
	filters(found.facets);
	notes.replaceChildren(...kbDialog.notes(found, again));
	more.hidden = limit >= Math.min(most, found.total);
	best.hidden = !more.hidden || found.total <= most;
	best.textContent = kbDialog.fill(kbDialog.fill(best.dataset.best, most), found.total);
	show(found.hits.length ? "hits" : narrowed ? "few" : "none");
	if (found.hits.length || narrowed) say.replaceChildren(kbDialog.fill(page.dataset[found.total === 1 ? "one" : "many"], found.total), " ", make("strong", [asked.q]));
};
/** Asks for other words; `fresh` when that is a new place in the history of the browser. */
const ask = (q, fresh) => {
	asked.q = q;
	limit = step;
	write(fresh);
	run();
};
/** Asks for other filters. */
const narrow = (chosen) => {
	for (const name of names) asked[name] = chosen(name);
	limit = step;
	write();
	run();
};
const again = (q) => {
	field.value = q;
	asked.prefix = pushed = false;
	ask(q, true);
};
let pushed = false;
field.oninput = (e) => {
	if (e.isComposing) return;
	clearTimeout(wait);
	wait = setTimeout(() => {
		const q = field.value.trim();
		if (q === asked.q) return;
		asked.prefix = true;
		// one place in the history for all letters of a query
		ask(q, !pushed);
		pushed = true;
	}, pause(field.value));
};
field.addEventListener("compositionend", () => field.oninput({}));
field.onfocus = () => searching().then(() => kbDialog.warm()).catch(() => {});
field.form.onsubmit = (e) => {
	e.preventDefault();
	clearTimeout(wait);
	const q = field.value.trim();
	const other = q !== asked.q, fresh = other && !pushed;
	// words are asked for as they were typed, however fast
	asked.prefix ||= other;
	pushed = false;
	ask(q, fresh);
};
facets.onsubmit = (e) => e.preventDefault();
facets.onchange = () => narrow((name) => $$(`[name=${name}]:checked`, boxes).map((i) => i.value));
facets.onreset = (e) => { e.preventDefault(); narrow(() => []); };
const opened = (e) => {
	const a = e.target.closest("a");
	if (a && e.button < 2) kbDialog.leave(a, asked.q, marks);
};
hitList.addEventListener("click", opened);
hitList.addEventListener("auxclick", opened);
page.addEventListener("click", ({ target: t }) => {
	if (t.matches("[data-more]")) { limit += step; run(true); }
	if (t.matches("[data-again]")) run();
});
const arrive = () => {
	// a link to a place in this page leaves what is asked for
	if (location.search === seen) return;
	seen = location.search;
	read();
	field.value = asked.q;
	pushed = false;
	run();
};
addEventListener("popstate", arrive);
// on a small screen the hits come first
$("[data-fold]").open = matchMedia("(min-width: 58em)").matches;
arrive();
