// Questions of decision trees: a field for a number, boxes for many picks. Both pick the line that a reader without
// scripts picks by hand.
{
	const links = $$(".choices a[data-a]");
	const number = (text) => (/^\s*[-+]?\d+([.,]\d+)?\s*$/.test(text) ? Number(text.replace(",", ".")) : NaN);
	const within = (n, { from = -Infinity, below = Infinity }) => n >= from && n < below;
	// the first rule that holds wins
	const holds = ({ any, all, none, default: rest }, picks) =>
		any ? any.some((id) => picks.includes(id)) : all ? all.every((id) => picks.includes(id)) : none ? !picks.length : rest;
	self.kbAnswers = { number, within, holds };
	const go = (link, text) => { link.dataset.text = text; link.click(); };

	for (const e of $$("[data-plain]")) e.hidden = true;
	const field = $("[data-number]");
	if (field) field.onsubmit = (e) => {
		e.preventDefault();
		const input = $("input", field), n = number(input.value), { min = -Infinity, max = Infinity } = input.dataset;
		const end = (v) => (v === undefined ? v : Number(v));
		const band = n >= min && n <= max && links.find(({ dataset: d }) => within(n, { from: end(d.from), below: end(d.below) }));
		$(".err", field).hidden = !!band;
		input.ariaInvalid = !band;
		if (band) go(band, input.value.trim().replace(",", ".")); else input.focus();
	};
	const boxes = $("[data-picks]");
	if (boxes) boxes.onsubmit = (e) => {
		e.preventDefault();
		const picks = $$("input:checked", boxes).map((box) => box.value);
		const rule = links.find(({ dataset: { is, of = "" } }) => holds({ [is]: is === "any" || is === "all" ? of.split(",") : true }, picks));
		if (rule) go(rule, picks.join(",") || "none");
	};
}
