// A decision from the first question to the reasons behind its outcome, by keyboard only.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { follow, launch, withPage, words } from "./lib/browser.js";
import { serve } from "./lib/kb.js";

let browser, server;
before(async () => {
  server = await serve();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

for (const javaScriptEnabled of [true, false]) {
  test(`a reader decides by keyboard ${javaScriptEnabled ? "with" : "without"} scripts`, async () => {
    await withPage(browser, { javaScriptEnabled }, async (page) => {
      await page.goto(server.url);
      const choose = (answer) => follow(page, "#kb-main .choices", answer);

      await choose("An idea, a trial or a first version");
      assert.match(await page.locator("#kb-main").innerText(), /What does most of the work look like\?/);
      await choose("Short tasks that react to events");
      await choose("In bursts, with quiet spells between");
      await choose("Yes, a short wait after a quiet spell is fine");
      assert.match(words(await page.locator("h1").innerText()), /Serverless/);

      const entry = "Cold starts: what the first call pays";
      assert.equal(words(await follow(page, "#kb-main", entry)), entry);

      // The other side of a link that some entry wrote: nobody wrote this one.
      const backlink = await page.locator(".end section[aria-labelledby^=kb-r] a").first().innerText();
      assert.equal(words(await follow(page, ".end section", backlink)), words(backlink));
      await page.goBack();
      assert.equal(words(await page.locator("h1").innerText()), entry);
    });
  });
}

test("the first Tab offers to skip to the content", async () => {
  await withPage(browser, {}, async (page) => {
    await page.goto(`${server.url}performance/cold-starts/`);
    await page.keyboard.press("Tab");
    assert.equal(await page.locator(":focus").innerText(), "Skip to content");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    const inside = await page.evaluate(() => document.querySelector("main").contains(document.activeElement));
    assert(inside, "the next Tab goes into the content");
  });
});
