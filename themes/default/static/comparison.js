"use strict";
// Rankings for the weights of readers, step by step as in src/compare.rs: both find the same numbers to the last
// digit. Needs site.js.
{
	const box = $("[data-weigh]"), words = box.dataset, chips = $("[data-musts]", box), chip = $("[data-drop]", chips);
	const inputs = $$("input", box), presets = $$("[data-w]", box), [ranks, others] = $$("[data-live]", box);
	const options = $$("[data-live] > li", box).sort((a, b) => a.dataset.o - b.dataset.o);
	const criteria = new Map($$("tr[data-c]").map((row) => {
		const { c, better, steps, range, unit } = row.dataset, scale = steps?.split("\n"), low = better === "lower";
		const places = $$("td", row).map(({ dataset: { p } }) => p === undefined ? null : +p);
		return [c, {
			row, unit, low, places,
			label: $("th", row).firstChild.textContent,
			scores: places.map((p) => low && p !== null ? 1 - p : p),
			place(value) {
				const n = scale ? scale.indexOf(value) : /^[-+.\de]+$/i.test(value) ? +value : NaN;
				const [from, to] = scale ? [0, scale.length - 1] : range.split(" ").map(Number);
				return n >= from && n <= to ? (n - from) / (to - from) : null;
			},
		}];
	}));
	const rated = inputs.map((input) => criteria.get(input.name));
	let musts = new Map();

	const rank = (w) => options.map((li, o) => {
		let sum = 0, known = 0, all = 0;
		rated.forEach(({ scores }, i) => {
			all += w[i];
			if (scores[o] !== null) { sum += w[i] * scores[o]; known += w[i]; }
		});
		const out = [...musts.values()].filter(({ low, places: { [o]: has }, least }) => has === null || (low ? has > least : has < least));
		const share = all && known / all, ranked = known > 0 && share >= 0.5 - 1e-9 && !out.length;
		const score = known ? sum / known : -1;
		return { li, share, out, ranked, score, at: (out.length ? 2 : !ranked) * 1e10 - Math.round(score * 1e9) };
	}).sort((a, b) => a.at - b.at);

	const flip = (w, winner) => {
		for (let by = 1; by < 6; by++) {
			for (const i of w.keys()) {
				for (const to of [w[i] - by, w[i] + by]) {
					const [first] = to < 0 || to > 5 ? [winner] : rank(w.map((own, j) => j === i ? to : own));
					if (first.ranked && first.li !== winner.li) return { criterion: rated[i].label, to, from: w[i], option: title(first) };
				}
			}
		}
	};

	const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]);
	const title = ({ li }) => $(".opt", li).textContent;
	const says = (all, first, second) => {
		if (!first) return words[all.every((r) => r.out.length) ? "beaten" : all.some((r) => r.share) ? "unknown" : "weightless"];
		const lead = first.score - second?.score, said = second ? lead >= 0.1 - 1e-9 ? "leads" : "unclear" : "only";
		return fill(words[said], { option: title(first), n: Math.round(lead * 100) });
	};

	// numbers and bars follow a moving slider, the order follows one that rests
	const draw = (rests) => {
		const w = inputs.map((input) => +input.value), all = rank(w);
		inputs.forEach(({ name, previousSibling }, i) => {
			previousSibling.value = w[i];
			$$(`[data-c="${name}"]`).forEach((n) => n.classList.toggle("zero", !w[i]));
			$("[data-n]", rated[i].row).textContent = fill(words.weight, { n: w[i] });
		});
		for (const { li, score, share, out, ranked } of all) {
			const num = $(".num", li), n = Math.round(share * 100);
			num.replaceChildren(...ranked ? [make("b", [(Math.round(score * 1000) / 10).toFixed(1)]), " " + words.of] : [out.length ? words.out : words.not]);
			$(".fg", li).setAttribute("width", ranked ? score * 100 : 0);
			$("small", li).textContent = out.length ? fill(words.by, { what: out.map((c) => c.label).join(", ") }) : n < 100 ? fill(words.coverage, { n }) : "";
			li.dataset.score = score < 0 ? "" : score * 100;
			li.dataset.share = share * 100;
		}
		rests && settle(w, all);
	};

	const settle = (w, all) => {
		const [first, second] = all.filter((r) => r.ranked), other = first && flip(w, first);
		for (const { li, ranked } of all) (ranked ? ranks : others).append(li);
		$("[data-says]", box).textContent = says(all, first, second);
		$("[data-flip]", box).textContent = other ? fill(words.flip, other) : "";
		chips.hidden = !musts.size;
		chips.replaceChildren(chips.firstChild, ...[...musts].map(([name, { label, value, unit }]) => {
			const b = chip.cloneNode(true);
			b.dataset.drop = name;
			$("span", b).textContent = fill(words.must, { criterion: label, value: value + unit });
			return b;
		}));
		const set = inputs.filter((i) => i.value !== i.defaultValue).map((i) => i.name + ":" + i.value).join();
		const must = [...musts].map(([name, { value }]) => name + ":" + value).join();
		const preset = presets.find((b) => b.dataset.w === set && b.dataset.must === must);
		for (const b of presets) b.ariaPressed = b === preset;
		$("h2", box).textContent = preset ? preset.textContent : words.own;
		const url = new URL(location);
		url.search = [set && "w=" + set, must && "must=" + encodeURIComponent(must)].filter(Boolean).join("&").replaceAll("%3A", ":");
		history.replaceState(0, "", url);
	};

	// values hold commas
	const pairs = (text) => (text ?? "").split(/,(?=[a-z\d-]+:)/).map((part) => part.split(/:(.*)/));
	const put = (w, must) => {
		const given = new Map(pairs(w).filter(([, value]) => /^[0-5]$/.test(value)));
		for (const input of inputs) input.value = given.get(input.name) ?? input.defaultValue;
		musts = new Map();
		for (const [name, value] of pairs(must)) {
			const c = criteria.get(name), least = c?.place(value) ?? null;
			if (least !== null) musts.set(name, { ...c, value, least });
		}
		draw(true);
	};
	box.oninput = () => draw();
	box.onchange = () => draw(true);
	box.onclick = ({ target }) => {
		const { w, must, drop } = target.closest("button")?.dataset ?? {};
		if (w !== undefined) put(w, must);
		if (drop && musts.delete(drop)) {
			draw(true);
			($("button", chips) ?? presets[0]).focus();
		}
	};
	const query = new URLSearchParams(location.search);
	if (query.has("w") || query.has("must")) put(query.get("w"), query.get("must"));
}
