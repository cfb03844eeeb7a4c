// What is asked of a page as it looks at one size, in one scheme. Each function runs inside the page and gives a list
// of what is wrong.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const source = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds, with these rules only when some are named. The policy of the pages must be off. */
export async function axe(page, rules) {
  if (!(await page.evaluate(() => "axe" in window))) await page.addScriptTag({ content: source });
  const options = rules ? { runOnly: { type: "rule", values: rules } } : {};
  const { violations } = await page.evaluate((options) => window.axe.run(options), options);
  return violations.map(
    ({ id, help, nodes }) => `axe ${id}: ${help}: ${nodes.map((node) => node.html).slice(0, 3).join(" ")}`,
  );
}

/** Parts that reach beyond the window, when the page scrolls sideways. */
export function sideways() {
  const root = document.documentElement, room = root.clientWidth;
  if (root.scrollWidth <= room) return [];
  const scrolls = (e) => e && (getComputedStyle(e).overflowX !== "visible" || scrolls(e.parentElement));
  const beyond = [...document.body.querySelectorAll("*")].filter((e) => {
    const { left, right } = e.getBoundingClientRect();
    return (right > room + 1 || left < -1) && !scrolls(e.parentElement);
  });
  const wide = beyond.slice(0, 3).map((e) => e.outerHTML.slice(0, 100));
  return [`${root.scrollWidth - room} px too wide: ${wide.join(" ")}`];
}

/** Targets under 24 by 24 px: WCAG 2.2, 2.5.8, with its exceptions for links in text and for targets with room. */
export function targets() {
  const all = [...document.querySelectorAll("a[href], button, input, select, summary, textarea")];
  const shown = all.filter((e) => e.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }));
  // A target counts with all that a pointer can hit: its own boxes and those of what it contains, also by ::before.
  const box = (e) => {
    const parts = [e, ...e.querySelectorAll("*"), ...(e.labels ?? [])].flatMap((part) => [...part.getClientRects()]);
    const [left, top] = ["left", "top"].map((side) => Math.min(...parts.map((r) => r[side])));
    const [right, bottom] = ["right", "bottom"].map((side) => Math.max(...parts.map((r) => r[side])));
    return { left, top, right, bottom, width: right - left, height: bottom - top };
  };
  const boxes = new Map(shown.map((e) => [e, box(e)]));
  const inText = (e) => {
    const flow = e.closest("p, li, dd, dt, td, th, figcaption, small, h1, h2, h3, h4, h5, h6, summary, span");
    const own = e.textContent.trim();
    return flow && flow !== e && getComputedStyle(e).display.startsWith("inline") && flow.textContent.trim() !== own;
  };
  // What a box has scrolled away is not in the way of what stands around the box.
  const scrolledAway = (other, at, e) => {
    const frame = other.closest(".scroll");
    if (!frame || frame.contains(e)) return false;
    const seen = frame.getBoundingClientRect();
    return at.top >= seen.bottom || at.bottom <= seen.top || at.left >= seen.right || at.right <= seen.left;
  };
  const hasRoom = (e, { left, top, width, height }) => {
    const x = left + width / 2, y = top + height / 2;
    return [...boxes].every(([other, at]) => {
      if (other === e || e.contains(other) || other.contains(e) || scrolledAway(other, at, e)) return true;
      const dx = Math.max(at.left - x, 0, x - at.right), dy = Math.max(at.top - y, 0, y - at.bottom);
      return Math.hypot(dx, dy) >= 12;
    });
  };
  const small = [...boxes].filter(([e, at]) => {
    if (at.width <= 1 || at.height <= 1) return false; // shown only when it has the focus
    return (at.width < 23.9 || at.height < 23.9) && !inText(e) && !hasRoom(e, at);
  });
  return small.map(([e, at]) => `target ${at.width.toFixed()}×${at.height.toFixed()}: ${e.outerHTML.slice(0, 100)}`);
}

/** On paper: what belongs to the screen is gone, what is folded is open, and nothing is cut off. */
export function paper() {
  const found = [];
  const visible = (e) => e.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true });
  for (const e of document.querySelectorAll("header.top, .side, nav.toc, footer.foot, dialog, .js-only")) {
    if (visible(e)) found.push(`on paper: ${e.outerHTML.slice(0, 100)}`);
  }
  for (const details of document.querySelectorAll("main details")) {
    if (!visible(details)) continue;
    const folded = [...details.children].some((e) => e.localName !== "summary" && e.getClientRects().length === 0);
    if (folded) found.push(`folded: ${details.outerHTML.slice(0, 100)}`);
  }
  for (const e of document.querySelectorAll("main, main *")) {
    if (!visible(e) || e.closest("svg, .sr, math")) continue;
    const style = getComputedStyle(e);
    const cut = (axis) => style[`overflow${axis}`] !== "visible";
    const wide = cut("X") && e.scrollWidth > e.clientWidth + 1, tall = cut("Y") && e.scrollHeight > e.clientHeight + 1;
    if (e.clientWidth > 1 && style.display !== "inline" && (wide || tall)) found.push(`cut off: ${e.outerHTML.slice(0, 100)}`);
  }
  return found;
}

/** Without scripts nothing is offered that needs them. */
export function withoutScripts() {
  const shown = [...document.querySelectorAll(".js-only")].filter((e) => e.checkVisibility());
  return shown.map((e) => `needs scripts: ${e.outerHTML.slice(0, 100)}`);
}

/** Order and names: one title, no level left out, each landmark with a name of its own. */
export function outline() {
  const found = [];
  const shown = (selector) => [...document.querySelectorAll(selector)].filter((e) => !e.closest("dialog, [hidden]"));
  const headings = shown("h1, h2, h3, h4, h5, h6");
  const titles = headings.filter((e) => e.localName === "h1");
  if (titles.length !== 1) found.push(`${titles.length} titles`);
  let last = 0;
  for (const heading of headings) {
    const level = Number(heading.localName[1]);
    // What stands before the title, as navigation does, has levels of its own.
    if (level > last + 1 && !heading.closest("nav, aside")) {
      found.push(`h${level} after h${last}: ${heading.textContent.trim()}`);
    }
    if (!heading.closest("nav, aside")) last = level;
    if (!heading.textContent.trim()) found.push(`empty heading: ${heading.outerHTML.slice(0, 100)}`);
  }
  for (const one of ["main", "body > header", "body > footer"]) {
    const { length } = document.querySelectorAll(one);
    if (length !== 1) found.push(`${length} of ${one}`);
  }
  const name = (e) => {
    const by = e.getAttribute("aria-labelledby");
    return e.ariaLabel ?? (by && by.split(" ").map((id) => document.getElementById(id)?.textContent ?? "").join(" "));
  };
  for (const role of ["nav", "aside", "section[aria-label], section[aria-labelledby]", "form[role=search]"]) {
    const marks = shown(role).filter((e) => e.checkVisibility());
    const names = marks.map((e) => name(e)?.trim());
    marks.forEach((e, at) => {
      if (role === "nav" && !names[at]) found.push(`without a name: ${e.outerHTML.slice(0, 100)}`);
      if (names.indexOf(names[at]) !== at) found.push(`${role} twice: ${names[at]}`);
    });
  }
  const skip = document.querySelector("body a");
  if (skip?.getAttribute("href") !== "#kb-main") found.push("the first link does not skip to the content");
  return found;
}
