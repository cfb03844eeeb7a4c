// Tabs. Without this file they are labelled sections, all open.
{
	const key = "kb-tab", groups = [];
	const remembered = () => { try { return localStorage[key]; } catch {} };
	const remember = (label) => { try { localStorage[key] = label; } catch {} };

	// shows one tab of a group
	const show = (group, at) => group.tabs.forEach((tab, i) => {
		tab.ariaSelected = i === at;
		tab.tabIndex = i === at ? 0 : -1;
		group.panels[i].classList.toggle("off", i !== at);
	});
	// a reader's choice: all tabs of that label switch, and what was chosen stays where it is on the screen
	const choose = (tab) => {
		const label = tab.textContent, before = tab.getBoundingClientRect().top;
		for (const group of groups) {
			const at = group.tabs.includes(tab) ? group.tabs.indexOf(tab) : group.tabs.findIndex((other) => other.textContent === label);
			if (at >= 0) show(group, at);
		}
		scrollBy({ top: tab.getBoundingClientRect().top - before, behavior: "instant" });
		remember(label);
	};
	const keys = (event, { tabs }) => {
		const at = tabs.indexOf(event.target), last = tabs.length - 1;
		const step = getComputedStyle(event.target).direction === "rtl" ? -1 : 1;
		const to = { ArrowRight: at + step, ArrowLeft: at - step, Home: 0, End: last }[event.key];
		if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
		event.preventDefault();
		const tab = tabs.at(to % tabs.length);
		tab.focus();
		choose(tab);
	};

	for (const [n, root] of document.querySelectorAll(".tabs").entries()) {
		const panels = [...root.children], list = document.createElement("div");
		const group = { panels, tabs: panels.map((panel, i) => {
			const tab = document.createElement("button"), id = `kb-tab-${n}-${i}`;
			Object.assign(tab, { type: "button", role: "tab", id, textContent: panel.firstElementChild.textContent, onclick: () => choose(tab) });
			tab.setAttribute("aria-controls", panel.id = `${id}-panel`);
			panel.role = "tabpanel";
			panel.tabIndex = 0;
			panel.removeAttribute("aria-label");
			panel.setAttribute("aria-labelledby", id);
			return tab;
		}) };
		list.role = "tablist";
		list.className = "tab-list";
		list.append(...group.tabs);
		list.onkeydown = (event) => keys(event, group);
		root.prepend(list);
		root.classList.add("on");
		groups.push(group);
		show(group, Math.max(0, group.tabs.findIndex((tab) => tab.textContent === remembered())));
	}

	// what an address names is shown, in whatever tabs it stands
	const reveal = () => {
		const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
		let hidden = false;
		for (const group of groups) {
			const at = group.panels.findIndex((panel) => panel.contains(target || null));
			if (at < 0) continue;
			hidden ||= group.panels[at].classList.contains("off");
			show(group, at);
		}
		if (hidden) target.scrollIntoView();
	};
	addEventListener("hashchange", reveal);
	reveal();
}
