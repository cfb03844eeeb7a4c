// By keyboard: every control is reached, its focus is seen, and nothing lies over it.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { launch } from "./lib/browser.js";
import { host } from "./lib/host.js";
import { build } from "./lib/kb.js";
import { pages, states } from "./lib/pages.js";

const built = {};
let browser, web;
before(async () => {
  for (const name of ["bundled", "states"]) {
    built[name] = await build(name, { settings: { base_url: `https://kb.example.org/${name}` } });
  }
  web = await host(Object.fromEntries(Object.entries(built).map(([name, { site }]) => [`/${name}/`, site])));
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await web?.close();
  for (const site of Object.values(built)) await site.close();
});

/** Marks what Tab must reach. Of radio buttons one name is one stop, and hits are reached with the arrow keys. */
function candidates() {
  const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")];
  const wanted = all.filter(
    (e) => e.tabIndex >= 0 && !e.disabled && e.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }),
  );
  wanted.forEach((e) => e.setAttribute("data-wanted", ""));
  return wanted.length;
}

/** What is wrong with the focus where it is now; nothing when the round is over. */
function look() {
  const e = document.activeElement;
  if (!e || e === document.body || e.hasAttribute("data-seen")) return null;
  e.setAttribute("data-seen", "");
  const text = e.outerHTML.slice(0, 100), found = [];
  const ring = (part, pseudo) => {
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(part, pseudo);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 && !/(, 0\)|\/ 0\))$/.test(outlineColor);
  };
  const probe = document.body.appendChild(document.createElement("i"));
  probe.style.color = "var(--focus)";
  const colour = getComputedStyle(probe).color;
  probe.remove();
  // In drawings the edge of a box is its ring: an outline follows neither its corners nor its scale.
  const stroked = (part) => {
    const { stroke, strokeWidth } = getComputedStyle(part);
    return stroke === colour && parseFloat(strokeWidth) >= 2;
  };
  // A choice draws the ring around all of its box; so does a field in a box.
  const drawn = [e, ...e.querySelectorAll("*")].some((part) => ring(part)) || (e.closest("svg") && [...e.children].some(stroked)) || ring(e, "::after") || ring(e, "::before")
    || (e.parentElement.matches(":focus-within") && ring(e.parentElement));
  if (!drawn) found.push(`no ring: ${text}`);
  const boxes = [...e.getClientRects()];
  if (boxes.length === 0) return { found: [...found, `no box: ${text}`] };
  const header = document.querySelector("header.top"), bottom = header.getBoundingClientRect().bottom;
  const sticks = ["sticky", "fixed"].includes(getComputedStyle(header).position) && !header.contains(e);
  const covered = boxes.every((b) => b.bottom <= bottom + 1);
  if (sticks && !e.closest("[popover]") && !e.matches(".skip") && covered) found.push(`under the header: ${text}`);
  // Of a link over several lines some may be outside.
  const away = (b) => b.top >= innerHeight || b.bottom <= 0 || b.left >= innerWidth || b.right <= 0;
  if (boxes.every(away)) {
    const at = boxes.map((b) => `${b.left.toFixed()},${b.top.toFixed()}`);
    found.push(`outside the window, at ${at.join(" ")} of ${innerWidth},${innerHeight}: ${text}`);
  }
  return { found };
}

async function round(page) {
  const count = await page.evaluate(candidates), found = [];
  for (const key of ["Tab", "Shift+Tab"]) {
    await page.evaluate(() => document.querySelectorAll("[data-seen]").forEach((e) => e.removeAttribute("data-seen")));
    if (key === "Tab") await page.evaluate(() => document.activeElement?.blur());
    let passed = 0;
    for (let presses = 0; presses < count + 20; presses++) {
      await page.keyboard.press(key);
      const seen = await page.evaluate(look);
      if (!seen && ++passed > 2) break;
      if (seen) found.push(...seen.found.map((text) => `${key}: ${text}`));
    }
    if (key === "Tab") {
      const missed = await page.evaluate(() =>
        [...document.querySelectorAll("[data-wanted]:not([data-seen])")].map((e) => e.outerHTML.slice(0, 100)),
      );
      found.push(...missed.map((text) => `not reached: ${text}`));
    }
  }
  return found;
}

const options = ["home", "question", "comparison", "note", "outcome", "search", "glossary", "not found"];
const sizes = [
  { width: 1440, shown: pages.filter(({ name }) => name !== "list of all entries") },
  { width: 375, shown: pages.filter(({ name }) => options.includes(name)) },
];
for (const { width, shown } of sizes) {
  describe(`at ${width} px`, () => {
    let context, page;
    before(async () => {
      context = await browser.newContext({ viewport: { width, height: 700 }, reducedMotion: "reduce" });
      page = await context.newPage();
    });
    after(() => context?.close());
    const all = [...shown.map((one) => ["bundled", one]), ["states", states[0]], ["states", states[2]]];
    for (const [site, { name, path }] of all) {
      test(`${site}: ${name}`, async () => {
        await page.goto(`${web.origin}/${site}/${path}`);
        assert.deepEqual(await round(page), []);
      });
    }
  });
}
