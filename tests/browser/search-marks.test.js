// The page that a hit opens, with marks on the words that were searched for.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { ask, dialog, published, wanted, withPage } from "./lib/search.js";

let browser, at, close;
before(async () => {
  ({ browser, at, close } = await published());
});
after(() => close?.());

describe("the page that a hit opens", () => {
  const marks = (page) => page.evaluate(() => [...(CSS.highlights?.get("kb-found") ?? document.querySelectorAll("#kb-main mark"))].map((m) => m.toString().startsWith("[") ? m.textContent.toLowerCase() : m.toString().toLowerCase()));
  for (const way of ["highlights", "elements"]) {
    test(`has marks on the words, as ${way}, until they are cleared`, async () => {
      await withPage(browser, {}, async (page) => {
        if (way === "elements") await page.addInitScript(() => { delete window.Highlight; Object.defineProperty(CSS, "highlights", { value: undefined }); });
        await page.goto(at);
        await ask(page, "warm");
        const text = () => page.evaluate(() => document.querySelector("#kb-main").textContent);
        await page.keyboard.press("Enter");
        await page.waitForURL((url) => url.href !== at);
        assert(!page.url().includes("?"), "the address stays clean");
        await page.locator(".found").waitFor();
        const marked = await marks(page);
        assert(marked.length > 0 && marked.every((word) => word.startsWith("warm")), marked.join(" "));
        const seen = await page.evaluate(() => {
          const r = ([...(CSS.highlights?.get("kb-found") ?? [])][0] ?? document.querySelector("#kb-main mark")).getBoundingClientRect();
          return r.top >= 0 && r.bottom <= innerHeight;
        });
        assert(seen, "the first one is in sight");
        const before = await text();
        await page.keyboard.press("Escape");
        await page.locator(".found").waitFor({ state: "detached" });
        assert.deepEqual(await marks(page), []);
        assert.equal(await text(), before.replace(/Clear marks: \d+$/, ""));
        await page.reload();
        await page.waitForTimeout(200);
        assert.equal(await page.locator(".found").count(), 0);
      });
    });
  }

  test("stays at the section of the hit", async () => {
    await withPage(browser, { reducedMotion: "reduce" }, async (page) => {
      await page.goto(`${at}search/?q=cold+start`);
      await page.locator("[data-list] .spine a").last().waitFor();
      const link = page.locator("[data-list] li", { hasText: wanted[0] }).first().locator(".spine a").last();
      const hash = await link.evaluate((a) => a.hash);
      await link.click();
      await page.locator(".found").waitFor();
      assert.equal(await page.evaluate(() => location.hash), hash);
      const top = await page.evaluate((id) => document.getElementById(id).getBoundingClientRect().top, hash.slice(1));
      assert(top >= 0 && top < 400, `${top}`);
      await page.locator(".found").click();
      assert.deepEqual(await marks(page), []);
    });
  });

  test("gets its marks also when it is the page that asked", async () => {
    await withPage(browser, {}, async (page) => {
      await page.goto(`${at}performance/cold-starts/`);
      await ask(page, "cold start");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await dialog(page).waitFor({ state: "hidden" });
      await page.locator(".found").waitFor();
      assert((await marks(page)).includes("cold"));
    });
  });
});
