// Every template at every width, in every scheme, on paper and without scripts.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { launch } from "./lib/browser.js";
import { host } from "./lib/host.js";
import { build } from "./lib/kb.js";
import { axe, outline, paper, sideways, targets, withoutScripts } from "./lib/looks.js";
import { docs, pages, states } from "./lib/pages.js";

const widths = [1440, 820, 375, 320];
const shown = [
  ...pages.map((page) => ({ ...page, site: "bundled" })),
  ...states.map((page) => ({ ...page, site: "states" })),
  ...docs.map((page) => ({ ...page, site: "docs" })),
];

/** The page for what is not found names its files from the root of the server, so it must know where the site is. */
const settings = (name, more) => ({ base_url: `https://kb.example.org/${name}`, ...more });

const built = {};
let browser, web;
before(async () => {
  for (const name of ["bundled", "states", "docs"]) built[name] = await build(name, { settings: settings(name) });
  built.arabic = await build("bundled", { settings: settings("arabic", { lang: "ar" }) });
  web = await host(Object.fromEntries(Object.entries(built).map(([name, { site }]) => [`/${name}/`, site])));
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await web?.close();
  for (const site of Object.values(built)) await site.close();
});

/** One page object for a group: contexts take most of the time, so sizes and schemes change in place. */
function group(title, options, check) {
  describe(title, () => {
    let context, page;
    before(async () => {
      context = await browser.newContext({ reducedMotion: "reduce", ...options });
      page = await context.newPage();
    });
    after(() => context?.close());
    for (const one of shown) {
      if (options.site && one.site !== "bundled") continue;
      test(`${one.site}: ${one.name}`, async () => {
        const answer = await page.goto(`${web.origin}/${options.site ?? one.site}/${one.path}`);
        assert.equal(answer.status(), one.status ?? 200);
        const found = [];
        await check(page, (where, problems) => found.push(...problems.map((text) => `${where}: ${text}`)));
        assert.deepEqual(found, []);
      });
    }
  });
}

const sized = (page, width) => page.setViewportSize({ width, height: 900 });
/** Of what axe tries, all that hangs on colours. */
const colours = ["color-contrast", "link-in-text-block"];

// The policy of the pages would keep axe itself out; that the policy holds is another test.
group("on a screen", { bypassCSP: true }, async (page, say) => {
  for (const width of widths) {
    await sized(page, width);
    say(width, await page.evaluate(sideways));
    say(width, await page.evaluate(targets));
  }
  say("outline", await page.evaluate(outline));
  await page.evaluate(() => document.querySelectorAll("details").forEach((e) => (e.open = true)));
  say("320, all unfolded", await page.evaluate(sideways));
  say("320, all unfolded", await axe(page));
  await sized(page, 1440);
  say("1440, all unfolded", await axe(page));
  await page.emulateMedia({ colorScheme: "dark" });
  say("dark", await axe(page, colours));
  await page.emulateMedia({ forcedColors: "active" });
  say("forced colours", await axe(page, colours));
  await page.emulateMedia({ colorScheme: "light", forcedColors: "none" });
});

group("from right to left", { bypassCSP: true, site: "arabic" }, async (page, say) => {
  const dir = await page.evaluate(() => getComputedStyle(document.body).direction);
  if (dir !== "rtl") say("direction", [dir]);
  for (const width of widths) {
    await sized(page, width);
    say(width, await page.evaluate(sideways));
  }
  say("320", await axe(page));
});

// About as wide as the text area of A4.
group("on paper", { viewport: { width: 680, height: 900 } }, async (page, say) => {
  await page.emulateMedia({ media: "print" });
  say("paper", await page.evaluate(paper));
  say("paper", await page.evaluate(sideways));
  await page.emulateMedia({ media: null });
});

group("without scripts", { javaScriptEnabled: false }, async (page, say) => {
  say("scripts off", await page.evaluate(withoutScripts));
  for (const width of widths) {
    await sized(page, width);
    say(width, await page.evaluate(sideways));
  }
});
