// What the dialog offers with an answer: a filter by kind, and notes.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { words } from "./lib/browser.js";
import { fakeSearch, hit } from "./lib/fake-search.js";
import { ask, dialog, field, hits, published, shows, told, withPage } from "./lib/search.js";

let browser, at, close;
before(async () => {
  ({ browser, at, close } = await published());
});
after(() => close?.());

describe("the dialog", () => {
  test("a filter by kind shows counts, takes several kinds and goes", async () => {
    await withPage(browser, {}, async (page) => {
      const asked = [];
      const kinds = [["note", 3], ["option", 2]];
      await fakeSearch(page, (q, options) => (options.limit > 0 && asked.push(options), { hits: [hit("a")], ...(options.facets && { facets: { kind: kinds, tag: [], status: [], owner: [] } }) }));
      await page.goto(at);
      await ask(page, "x");
      assert.equal(asked.at(-1).facets, false);
      const open = dialog(page).locator("[data-filtering]"), chips = dialog(page).locator("[data-chips] button");
      await open.click();
      await chips.first().waitFor();
      assert.deepEqual((await chips.allInnerTexts()).map(words), ["Note 3", "Option 2"]);
      await chips.first().focus();
      await page.keyboard.press("Enter");
      await dialog(page).locator("[data-chips] [aria-pressed=true]").waitFor();
      assert(await chips.first().evaluate((chip) => chip === document.activeElement), "the focus stays");
      await chips.nth(1).click();
      await page.waitForTimeout(100);
      assert.deepEqual(asked.at(-1).kinds, ["note", "option"]);
      assert.match(await dialog(page).locator("[data-all]").getAttribute("href"), /\/search\/\?q=x&prefix=1&kind=note&kind=option$/);
      await open.click();
      await page.waitForTimeout(100);
      assert.deepEqual(asked.at(-1).kinds, []);
    });
  });

  test("a filter keeps the focus while a slow answer comes, and the field has it after a failure", async () => {
    await withPage(browser, {}, async (page) => {
      const kinds = [["note", 3], ["option", 2]];
      let more = {};
      await fakeSearch(page, (q, options) => ({ hits: [hit("a")], ...(options.facets && { facets: { kind: kinds, tag: [], status: [], owner: [] } }), ...more }));
      await page.goto(at);
      await ask(page, "x");
      await dialog(page).locator("[data-filtering]").click();
      const chip = dialog(page).locator("[data-chips] button").first(), focused = (e) => e === document.activeElement;
      await chip.focus();
      more = { wait: 1500 };
      await page.keyboard.press("Enter");
      await shows(page, "loading");
      await page.waitForTimeout(100);
      assert(await chip.evaluate(focused), "while it is loading");
      await shows(page, "hits");
      assert(await chip.evaluate(focused), "and after");
      more = { fails: "network" };
      await page.keyboard.press("Enter");
      await shows(page, "away");
      assert(await field(page).evaluate(focused), "after a failure");
      more = { wait: 1500 };
      await dialog(page).locator("[data-on=away] [data-retry]").focus();
      await page.keyboard.press("Enter");
      await shows(page, "loading");
      assert(await field(page).evaluate(focused), "after a retry");
      await shows(page, "hits");
    });
  });

  test("kind: opens the filter", async () => {
    await withPage(browser, {}, async (page) => {
      await page.goto(at);
      await ask(page, "kind:performance cold");
      await dialog(page).locator("[data-chips] button").first().waitFor();
      assert.match(words(await dialog(page).locator("[data-chips]").innerText()), /Performance note \d/);
    });
  });

  test("corrected words can be searched for as they were written", async () => {
    await withPage(browser, {}, async (page) => {
      await page.goto(at);
      await ask(page, "servrless cost");
      const note = dialog(page).locator("[data-note]");
      assert.match(words(await note.innerText()), /Showing results for serverless cost\./);
      assert.match(await told(page), /^Results: \d+ Showing results for serverless cost\./);
      await note.locator("button").click();
      assert.equal(await field(page).inputValue(), '"servrless" cost');
      await page.waitForFunction(() => !document.querySelector("[data-note]").textContent);
    });
  });

  test("the rest of the query stays as it was typed", async () => {
    await withPage(browser, {}, async (page) => {
      await page.goto(at);
      await ask(page, '"cold starts" tag:"cost" servrless');
      await dialog(page).locator("[data-note] button").click();
      assert.equal(await field(page).inputValue(), '"cold starts" tag:"cost" "servrless"');
    });
  });

  test("a correction that finds nothing, a change of the site and a cut query are told too", async () => {
    await withPage(browser, {}, async (page) => {
      await fakeSearch(page, () => ({ hits: [], corrected: "right", instead: '"rigth"', cut: true, reloaded: true }));
      await page.goto(at);
      await page.keyboard.press("/");
      await field(page).fill("rigth");
      await shows(page, "none");
      for (const text of [words(await dialog(page).locator("[data-note]").innerText()), await told(page)]) {
        assert.match(text, /Showing results for right\. .*too long and was cut\. .*has changed/);
      }
      assert.match(await told(page), /^Nothing matches that yet\. Showing/);
      await field(page).fill("");
      await shows(page, "idle");
      assert.equal(await dialog(page).locator("[data-note]").innerText(), "");
    });
  });

  test("that the site has changed is said once", async () => {
    await withPage(browser, {}, async (page) => {
      await fakeSearch(page, () => ({ hits: [hit("a")], reloaded: true }));
      await page.goto(at);
      await ask(page, "x");
      assert.match(await dialog(page).locator("[data-note]").innerText(), /has changed/);
      await ask(page, "xy");
      await page.waitForFunction(() => !document.querySelector("[data-note]").textContent);
    });
  });
});
