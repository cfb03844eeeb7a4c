// One page of each template as `kb serve` hands it over: quiet, and with the parts that need a server.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { complaints, launch, withPage } from "./lib/browser.js";
import { serve } from "./lib/kb.js";
import { axe, sideways } from "./lib/looks.js";
import { pages as templates } from "./lib/pages.js";

const hits = { name: "search with hits", path: "search/?q=cold+start" };
const pages = [...templates, hits];

let browser, server;
before(async () => {
  server = await serve();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** Tests of one group share a page: a fresh context for each would take most of the time. */
function group(title, options, tests) {
  describe(title, () => {
    let context;
    const shared = {};
    before(async () => {
      context = await browser.newContext(options);
      shared.page = await context.newPage();
    });
    after(() => context?.close());
    tests(shared);
  });
}

async function open(page, { path, status = 200 }) {
  const answer = await page.goto(server.url + path);
  assert.equal(answer.status(), status);
  if (path.includes("?q=")) await page.locator("[data-list] a").first().waitFor();
}

describe("no complaint in the console, and nothing asked of another host", () => {
  for (const shown of pages) {
    test(shown.name, async () => {
      await withPage(browser, {}, async (page) => {
        const found = await complaints(page, server.url);
        await open(page, shown);
        await page.waitForTimeout(100);
        // Chromium itself reports a document that is answered with an error.
        const own = (text) => shown.status && text.startsWith("console: Failed to load resource");
        assert.deepEqual(found.filter((text) => !own(text)), []);
      });
    });
  }
});

group("every id is the theme's, with kb-, or that of a heading or footnote of the content", {}, (shared) => {
  for (const shown of pages) {
    test(shown.name, async () => {
      await open(shared.page, shown);
      const { foreign, twice } = await shared.page.evaluate(() => {
        const all = [...document.querySelectorAll("[id]")];
        const written = ".prose :is(h1, h2, h3, h4, h5, h6, li, sup, a)";
        const ids = all.map((element) => element.id);
        return {
          foreign: all.filter((e) => !e.id.startsWith("kb-") && !e.matches(written)).map((e) => e.id),
          twice: ids.filter((id, at) => ids.indexOf(id) !== at),
        };
      });
      assert.deepEqual(foreign, [], "ids that are neither");
      assert.deepEqual(twice, [], "ids that stand twice");
    });
  }
});

for (const colorScheme of ["light", "dark"]) {
  // The policy of the pages would keep axe itself out. What needs no server is looked at elsewhere.
  const options = { colorScheme, bypassCSP: true };
  const check = async (page) => assert.deepEqual(await axe(page), []);

  group(`axe finds nothing in ${colorScheme}`, options, (shared) => {
    test("search with hits", async () => {
      await open(shared.page, hits);
      await check(shared.page);
    });
    test("search dialog", async () => {
      await shared.page.goto(server.url);
      await shared.page.keyboard.press("/");
      await shared.page.keyboard.type("cold start");
      await shared.page.locator("[data-hits] a").first().waitFor();
      await check(shared.page);
    });
    test("menu on a small screen", async () => {
      await shared.page.setViewportSize({ width: 375, height: 700 });
      await shared.page.goto(server.url);
      await shared.page.getByRole("button", { name: "Menu" }).click();
      await shared.page.locator("[data-nav]").waitFor();
      await check(shared.page);
    });
  });
}

test("hits do not scroll sideways", async () => {
  await withPage(browser, { viewport: { width: 320, height: 800 } }, async (page) => {
    await open(page, hits);
    assert.deepEqual(await page.evaluate(sideways), []);
  });
});
