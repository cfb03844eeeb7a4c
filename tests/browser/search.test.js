// Search from everywhere, by keyboard, and as a page.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, withPage, words } from "./lib/browser.js";
import { serve } from "./lib/kb.js";

// The note first: it says what to do. Then the word itself.
const wanted = ["Cold starts: what the first call pays", "Cold start"];

let browser, server;
before(async () => {
  server = await serve();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

test("the dialog opens with /, finds while typing, and opens the chosen hit", async () => {
  await withPage(browser, {}, async (page) => {
    await page.goto(server.url);
    const dialog = page.locator("[data-dialog]");
    assert.equal(await dialog.isVisible(), false);
    await page.keyboard.press("/");
    await dialog.waitFor({ state: "visible" });

    await page.keyboard.type("cold start");
    const hits = dialog.locator("[data-hits] > .hit:not(.sub)");
    await hits.first().waitFor();
    const titles = await hits.locator("strong").allInnerTexts();
    assert.deepEqual(titles.slice(0, 2).map(words), wanted);

    const chosen = dialog.locator("[data-hits] [aria-selected=true]");
    const first = await chosen.getAttribute("href");
    await page.keyboard.press("ArrowDown");
    assert.notEqual(await chosen.getAttribute("href"), first);
    assert.equal(
      await dialog.locator("[name=q]").getAttribute("aria-activedescendant"),
      await chosen.getAttribute("id"),
    );
    await page.keyboard.press("ArrowUp");
    assert.equal(await chosen.getAttribute("href"), first);

    await page.keyboard.press("Enter");
    await page.waitForURL(/performance\/cold-starts\//);
    assert.equal(words(await page.locator("h1").innerText()), wanted[0]);
  });
});

test("Esc closes the dialog and gives the focus back", async () => {
  await withPage(browser, {}, async (page) => {
    await page.goto(`${server.url}all/`);
    const before = page.locator("#kb-main a").first();
    await before.focus();
    await page.keyboard.press("/");
    await page.locator("[data-dialog]").waitFor({ state: "visible" });
    await page.keyboard.press("Escape");
    await page.locator("[data-dialog]").waitFor({ state: "hidden" });
    assert(await before.evaluate((link) => link === document.activeElement));
  });
});

test("/ is a letter like any other in a field", async () => {
  await withPage(browser, {}, async (page) => {
    await page.goto(`${server.url}search/`);
    const field = page.locator("#kb-main input[type=search]");
    await field.focus();
    await page.keyboard.type("ci/cd");
    assert.equal(await field.inputValue(), "ci/cd");
    assert.equal(await page.locator("[data-dialog]").isVisible(), false);
  });
});

test("the dialog says when nothing matches", async () => {
  await withPage(browser, {}, async (page) => {
    await page.goto(server.url);
    await page.keyboard.press("/");
    await page.keyboard.type("zzzzqqq");
    await page.locator("[data-dialog] [data-on=none]").waitFor({ state: "visible" });
  });
});

test("the search page shows the hits of ?q=", async () => {
  await withPage(browser, {}, async (page) => {
    await page.goto(`${server.url}search/?q=cold+start`);
    const hits = page.locator("[data-list] h2 a");
    await hits.first().waitFor();
    assert.deepEqual((await hits.allInnerTexts()).slice(0, 2).map(words), wanted);
    assert.equal(await page.locator("#kb-main input[type=search]").inputValue(), "cold start");
    await hits.first().click();
    assert.equal(words(await page.locator("h1").innerText()), wanted[0]);
  });
});

test("a query is text, whatever it looks like", async () => {
  await withPage(browser, {}, async (page) => {
    const query = "<img src=x onerror=alert(1)>cold";
    await page.goto(`${server.url}search/?q=${encodeURIComponent(query)}`);
    await page.locator("[data-results] [role=status]", { hasText: query }).waitFor();
    assert.equal(await page.locator("[data-results] img").count(), 0);
  });
});
