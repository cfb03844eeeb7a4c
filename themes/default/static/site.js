// Enhancement only; pages work without it.
const $ = (s, r = document) => r.querySelector(s);
const $$ = (s, r = document) => [...r.querySelectorAll(s)];
const { dataset: root } = document.documentElement;
const store = (k, v) => { try { return v ? (localStorage[k] = v) : localStorage[k]; } catch {} };
const make = (tag, kids, props) => { const e = Object.assign(document.createElement(tag), props); e.append(...kids); return e; };

// opened from disk: a folder does not answer with its index.html
const disk = location.protocol === "file:";
const reach = (a) => { if (disk && a.protocol === "file:" && a.pathname.endsWith("/")) a.pathname += "index.html"; return a; };
if (disk) {
	for (const a of document.links) reach(a);
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

// search: the dialog opens at once, what it needs is asked for then
const dlg = $("[data-dialog]"), input = $("[name=q]", dlg), slash = $("[data-slash]", dlg);
const state = (s) => $$("[data-on]", dlg).forEach((n) => { n.hidden = n.dataset.on !== s; });
const scripts = {}, script = (src) => scripts[src] ??= new Promise((done, no) => {
	document.head.append(make("script", [], { src, onload: done, onerror() { delete scripts[src]; no(Error(src)); } }));
});
const searching = () => script(dlg.dataset.ui);
const wake = () => searching().catch(() => state(navigator.onLine ? "error" : "offline"));
// until the dialog has its script, which takes this over
const early = () => setTimeout(() => { if (input.oninput === early && input.value) state("loading"); }, 300);
input.oninput = early;
const open = () => { dlg.showModal(); input.select(); wake(); };
dlg.onclick = ({ target: t }) => {
	if (t.matches("[data-retry]")) wake();
	if (t === dlg || t.closest("[data-close]")) dlg.close();
};
// a search field would clear itself first
input.onkeydown = (e) => { if (e.key === "Escape" && !e.isComposing) { e.preventDefault(); dlg.close(); } };
$("[data-search]").onclick = (e) => { if (!e.ctrlKey && !e.metaKey && !e.shiftKey) { e.preventDefault(); open(); } };
slash.checked = store("kb-slash") !== "off";
slash.onchange = () => store("kb-slash", slash.checked ? "on" : "off");
addEventListener("keydown", (e) => {
	const mod = e.ctrlKey || e.metaKey, k = mod && e.key === "k";
	if (!k && (mod || e.key !== "/" || !slash.checked || e.target.closest("input, textarea, select"))) return;
	e.preventDefault();
	if (k && dlg.open) dlg.close(); else if (!dlg.open) open();
});

// opened from a hit: its words get marks
const place = ({ pathname }) => pathname.replace(/\/?(index\.html)?$/, "");
const found = () => { if (store("kb-found")?.split("\n")[0] === place(location)) script(dlg.dataset.marks).then(() => kbMarks()).catch(() => {}); };
found();
