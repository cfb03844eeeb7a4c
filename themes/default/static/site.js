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
// what has just been hidden keeps no focus
const refocus = (to) => { if (document.activeElement?.closest("[hidden]")) to.focus(); };
const state = (s) => {
	for (const n of $$("[data-on]", dlg)) n.hidden = n.dataset.on !== s;
	refocus(input);
};
// a script does not say why it did not come: one that is gone belonged to a site that was replaced
const why = (src) => fetch(src, { method: "HEAD", signal: AbortSignal.timeout(5000) }).then((r) => r.ok || r.status >= 500 ? "network" : "format", () => "network");
const scripts = {}, script = (src) => scripts[src] ??= new Promise((done, no) => {
	document.head.append(make("script", [], { src, onload: done, async onerror() {
		delete scripts[src];
		no(Object.assign(Error(src), { reason: await why(src) }));
	} }));
});
// a failure without a reason comes from a script that is not the one this page was made for
const trouble = ({ reason }) => disk && reason ? "disk" : { network: navigator.onLine ? "away" : "offline", missing: "error", damaged: "error" }[reason] ?? "old";
const searching = () => script(dlg.dataset.ui);
let waking;
const wake = () => waking ??= searching().then(() => kbDialog.wake()).catch((e) => state(trouble(e))).finally(() => { waking = null; });
// until the dialog has its script, which takes this over
const early = () => {
	wake();
	setTimeout(() => { if (waking && input.oninput === early && input.value) state("loading"); }, 300);
};
input.oninput = early;
// Each answer asks for several files, and one or two letters begin most words. Characters of Chinese, Japanese and Korean are words of their own.
const few = /(?<![\p{L}\p{N}])(?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}])[\p{L}\p{N}]){1,2}$/u;
/** How long the last answer took, in milliseconds. */
let took = 0;
/** How long to wait for the next letter: where answers are slow to come, only what is finished is asked for. */
const pause = (typed) => few.test(typed) ? 300 : Math.min(Math.max(took, 60), 300);
const open = () => { dlg.showModal(); input.select(); wake(); };
dlg.onclick = ({ target: t }) => {
	if (t.matches("[data-retry]")) wake();
	if (t === dlg || t.closest("[data-close]")) dlg.close();
};
// a search field would clear itself first; Safari ends a composition with the code 229
input.onkeydown = (e) => { if (e.key === "Escape" && !e.isComposing && e.keyCode !== 229) { e.preventDefault(); dlg.close(); } };
$("[data-search]").onclick = (e) => { if (!e.ctrlKey && !e.metaKey && !e.shiftKey) { e.preventDefault(); open(); } };
slash.checked = store("kb-slash") !== "off";
slash.onchange = () => store("kb-slash", slash.checked ? "on" : "off");
addEventListener("keydown", (e) => {
	const mod = e.ctrlKey || e.metaKey, k = mod && !e.shiftKey && e.key.toLowerCase() === "k";
	if (!k && (mod || e.key !== "/" || !slash.checked || e.target.closest("input, textarea, select"))) return;
	e.preventDefault();
	if (k && dlg.open) dlg.close(); else if (!dlg.open) open();
});
addEventListener("click", ({ target: t }) => { if (t.matches("[data-reload]")) location.reload(); });

// opened from a hit: its words get marks
const place = ({ pathname }) => pathname.replace(/\/?(index\.html)?$/, "");
const found = () => { if (store("kb-found")?.split("\n")[0] === place(location)) script(dlg.dataset.marks).then(() => kbMarks()).catch(() => {}); };
found();
