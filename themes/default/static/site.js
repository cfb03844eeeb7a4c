// Enhancement only; pages work without it.
const $ = (s, r = document) => r.querySelector(s);
const $$ = (s, r = document) => [...r.querySelectorAll(s)];
const { dataset: root } = document.documentElement;
const store = (k, v) => { try { return v ? (localStorage[k] = v) : localStorage[k]; } catch {} };
const make = (tag, kids, props) => { const e = Object.assign(document.createElement(tag), props); e.append(...kids); return e; };

// opened from disk: a folder does not answer with its index.html
if (location.protocol === "file:") {
	for (const a of document.links) if (a.protocol === "file:" && a.pathname.endsWith("/")) a.pathname += "index.html";
	for (const f of document.forms) f.action = f.action.replace(/\/$/, "/index.html");
}

// theme: system, light, dark
const theme = $("[data-theme-btn]"), next = { auto: "light", light: "dark", dark: "auto" };
const named = () => { $(".sr", theme).textContent = theme.dataset[root.theme]; };
theme.onclick = () => { store("kb-theme", root.theme = next[root.theme]); named(); };
named();

// copy: code (which gets its button here), a field or the address
const words = document.body.dataset;
for (const c of $$("figure.code > figcaption")) {
	const icon = $("[data-theme-btn] svg").cloneNode(true), b = make("button", [icon, make("span", [words.copy])], { className: "btn bare copy", type: "button" });
	icon.setAttribute("class", "i");
	$("use", icon).setAttribute("href", "#kb-i-copy");
	b.dataset.copy = "";
	c.append(b);
}
for (const b of $$("[data-copy]:not(body)")) b.onclick = async () => {
	const from = b.dataset.copy, label = $("span", b), was = label.textContent;
	const code = () => $$(".l", b.closest("figure")).map((l) => { const c = l.cloneNode(true); $(".ln", c)?.remove(); return c.textContent.replace(/\n$/, ""); }).join("\n");
	await navigator.clipboard.writeText(from === "url" ? location.href : from ? $(from).value : code());
	label.textContent = words.copied;
	$("[data-say]").textContent = words.copied;
	setTimeout(() => { label.textContent = was; }, 2000);
};

// menu: following a link closes the popover
const nav = $("[data-nav]");
nav.onclick = (e) => { if (e.target.closest("a") && nav.matches(":popover-open")) nav.hidePopover(); };

// contents: mark the section being read
const toc = $$("nav.toc a"), idOf = (a) => decodeURIComponent(a.hash.slice(1)), spy = new IntersectionObserver((all) => {
	const now = all.find((s) => s.isIntersecting)?.target.id;
	if (now) toc.forEach((a) => { a.ariaCurrent = idOf(a) === now || null; });
}, { rootMargin: "-10% 0px -75%" });
for (const a of toc) { const s = document.getElementById(idOf(a)); if (s) spy.observe(s); }

// search: asks the server; texts become nodes, never HTML
const dlg = $("[data-dialog]"), input = $("[name=q]", dlg), list = $("[data-hits]", dlg), slash = $("[data-slash]", dlg);
const ask = async (query) => {
	const answer = await fetch(`${dlg.dataset.root}api/search?${query}`);
	if (!answer.ok) throw answer.status;
	return answer.json();
};
const kind = (id) => (id[0].toUpperCase() + id.slice(1)).replaceAll("-", " ");
const marked = ({ text, marks }) => {
	const chars = [...text], kids = [];
	let at = 0;
	for (const [from, to] of marks) {
		kids.push(chars.slice(at, from).join(""), make("mark", [chars.slice(from, to).join("")]));
		at = to;
	}
	return [...kids, chars.slice(at).join("")];
};
const failed = () => navigator.onLine || location.protocol === "file:" ? "error" : "offline";
let hits = [], at = 0, turn = 0, wait, fresh;
const state = (s) => {
	input.ariaExpanded = s === "hits";
	input.setAttribute("aria-activedescendant", "");
	$$("[data-on]", dlg).forEach((n) => { n.hidden = n.dataset.on !== s; });
	fresh = s === "hits";
};
const open = () => { dlg.showModal(); input.select(); };
const pick = (i) => {
	at = (i + hits.length) % hits.length;
	hits.forEach((h, n) => { h.ariaSelected = n === at; });
	hits[at].scrollIntoView({ block: "nearest" });
	input.setAttribute("aria-activedescendant", hits[at].id);
};
const find = async () => {
	const mine = ++turn, q = input.value.trim();
	if (!q) return state("idle");
	if (!hits.length) state("loading");
	let found;
	try { found = await ask(new URLSearchParams({ q, limit: 8 })); } catch { found = null; }
	if (mine !== turn) return;
	if (!found) { hits = []; return state(failed()); }
	const row = (url, className, kids) => make("a", kids, { href: dlg.dataset.root + url, className, role: "option", tabIndex: -1, id: "kb-hit-" + hits.length });
	hits = [];
	for (const h of found.hits) {
		hits.push(row(h.url, "hit", [make("strong", [h.title]), make("small", [kind(h.kind) + ". ", ...marked(h.snippet)])]));
		for (const s of h.sections) hits.push(row(s.url, "hit sub", [make("strong", [s.title])]));
	}
	list.replaceChildren(...hits);
	state(hits.length ? "hits" : "none");
	$("[role=status]", dlg).textContent = dlg.dataset.count.replace("{n}", found.total);
	if (hits.length) pick(0);
};
input.oninput = () => { fresh = false; clearTimeout(wait); wait = setTimeout(find, 60); };
input.onkeydown = (e) => {
	const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
	if (list.hidden || e.isComposing || !(step || e.key === "Enter" && fresh)) return;
	e.preventDefault();
	if (step) pick(at + step); else { dlg.close(); hits[at].click(); }
};
dlg.onclick = ({ target: t }) => {
	if (t.matches("[data-retry]")) find();
	if (t === dlg || t.closest("[data-close]")) dlg.close();
};
$("[data-search]").onclick = (e) => { if (!e.ctrlKey && !e.metaKey) { e.preventDefault(); open(); } };
slash.checked = store("kb-slash") !== "off";
slash.onchange = () => store("kb-slash", slash.checked ? "on" : "off");
addEventListener("keydown", (e) => {
	const mod = e.ctrlKey || e.metaKey, k = mod && e.key === "k";
	if (!k && (mod || e.key !== "/" || !slash.checked || e.target.closest("input, textarea, select"))) return;
	e.preventDefault();
	if (k && dlg.open) dlg.close(); else open();
});
