// Pointing at an entry or reaching it by keyboard shows its links; the link to the table opens it.
{
	const graph = document.querySelector("[data-graph]");
	for (const node of graph?.querySelectorAll("[data-n]") ?? []) {
		const show = (event) => {
			const on = /enter|focus/.test(event.type);
			const lines = graph.querySelectorAll(`[data-e~="${node.dataset.n}"]`);
			const ends = new Set([...lines].flatMap((line) => line.dataset.e.split(" ")));
			for (const one of [graph, node, ...lines]) one.classList.toggle("on", on);
			for (const end of ends) graph.querySelector(`[data-n="${end}"]`)?.classList.toggle("on", on);
		};
		for (const type of ["pointerenter", "pointerleave", "focus", "blur"]) node.addEventListener(type, show);
	}
	const table = document.getElementById("kb-as-text");
	const open = () => { if (location.hash === "#kb-as-text") table.open = true; };
	addEventListener("hashchange", open);
	open();
}
