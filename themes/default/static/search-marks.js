// Marks on a page the words of the search that led to it. Needs site.js.
const kbMarks = (() => {
	let undo = () => {};
	/** Where the words stand in the text of the page: text nodes, each with places from and to. */
	const places = (words) => {
		const written = words.map((w) => w.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).sort((a, b) => b.length - a.length);
		const letter = "[\\p{Alphabetic}\\p{N}]", joined = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Script=Thai}/u;
		// where words are written without blanks, they have no edges
		const one = (w) => joined.test(w) ? w : `(?<!${letter})${w}(?!${letter})`;
		const pattern = new RegExp(written.map(one).join("|"), "giu"), found = [];
		const walker = document.createTreeWalker($("main"), NodeFilter.SHOW_TEXT);
		for (let node; (node = walker.nextNode()) && found.length < 2000;) {
			if (node.parentElement.closest("nav, svg, math, script, button, textarea, template, .sr, [hidden]")) continue;
			for (const match of node.data.matchAll(pattern)) found.push([node, match.index, match.index + match[0].length]);
		}
		return found;
	};
	const range = ([node, from, to]) => { const r = new Range(); r.setStart(node, from); r.setEnd(node, to); return r; };
	/** Draws the marks; gives what takes them away again. */
	const draw = (found) => {
		if (globalThis.Highlight && CSS.highlights) {
			CSS.highlights.set("kb-found", new Highlight(...found.map(range)));
			return () => CSS.highlights.delete("kb-found");
		}
		const marks = [];
		// from the end, so that the places before stay where they are
		for (const one of found.reverse()) {
			const mark = document.createElement("mark");
			range(one).surroundContents(mark);
			marks.push(mark);
		}
		return () => marks.forEach((m) => { const { parentNode } = m; m.replaceWith(...m.childNodes); parentNode.normalize(); });
	};
	const esc = (e) => { if (e.key === "Escape" && !dlg.open) undo(); };
	return () => {
		const [, time, ...words] = (store("kb-found") || "").split("\n");
		try { localStorage.removeItem("kb-found"); } catch {}
		undo();
		if (!words[0] || Date.now() - time > 60000) return;
		const found = places(words);
		if (!found.length) return;
		const { parentElement: first } = found[0][0], take = draw(found), main = $("main");
		const b = make("button", [dlg.dataset.unmark.replace("{n}", found.length)], { type: "button", className: "btn sm js-only found", onclick: () => { undo(); main.tabIndex = -1; main.focus({ preventScroll: true }); } });
		undo = () => { take(); b.remove(); removeEventListener("keydown", esc); undo = () => {}; };
		addEventListener("keydown", esc);
		main.append(b);
		if (location.hash) return;
		const fold = first.closest("details:not([open])");
		if (fold) fold.open = true;
		if (first.getBoundingClientRect().bottom > innerHeight) first.scrollIntoView({ block: "center", behavior: "instant" });
	};
})();
