// The search page: its address, its filters, its hits.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { words } from "./lib/browser.js";
import { fakeSearch, hit } from "./lib/fake-search.js";
import { ask, dialog, published, wanted, withPage } from "./lib/search.js";

let browser, disk, at, close;
before(async () => {
  ({ browser, disk, at, close } = await published({ disk: true }));
});
after(() => close?.());

describe("the search page", () => {
  const titles = (page) => page.locator("[data-list] h2 a");
  const query = (page) => page.locator("[data-query]");
  const says = (page, text) => page.locator("[data-results] [role=status]", { hasText: text }).waitFor();
  const address = (page) => page.evaluate(() => decodeURIComponent(location.search));

  test("typing and submitting change the address, and Back leads back", async () => {
    await withPage(browser, {}, async (page) => {
      await page.goto(`${at}search/`);
      await page.evaluate(() => { window.same = true; });
      await query(page).focus();
      await page.keyboard.type("cold start", { delay: 80 });
      await says(page, "cold start");
      assert.equal(await address(page), "?q=cold+start&prefix=1");
      await page.keyboard.press("Enter");
      await query(page).fill("cost");
      await page.keyboard.press("Enter");
      await says(page, "cost");
      assert.equal(await address(page), "?q=cost&prefix=1");
      await page.goBack();
      await says(page, "cold start");
      assert.equal(await query(page).inputValue(), "cold start");
      await page.goBack();
      assert.equal(await address(page), "");
      await page.locator("[data-results]").waitFor({ state: "hidden" });
      await page.goForward();
      await says(page, "cold start");
      assert(await page.evaluate(() => window.same), "without loading the page again");
    });
  });

  test("filters stand in the address, with counts of all that match", async () => {
    await withPage(browser, {}, async (page) => {
      await page.goto(`${at}search/?q=cold+start&kind=performance`);
      await titles(page).first().waitFor();
      const box = (name, value) => page.locator(`[data-boxes] [name=${name}][value="${value}"]`);
      assert(await box("kind", "performance").isChecked());
      const total = async () => Number((await page.locator("[data-results] [role=status]").innerText()).split(" ")[0]);
      const count = async (name, value) => Number(await box(name, value).locator("xpath=..").locator(".num").innerText());
      assert.equal(await total(), await count("kind", "performance"));
      const both = (await total()) + (await count("kind", "term"));
      await box("kind", "term").focus();
      await page.keyboard.press("Space");
      await says(page, `${both} entries`);
      assert.equal(await address(page), "?q=cold+start&kind=performance&kind=term");
      assert(await box("kind", "term").evaluate((e) => e === document.activeElement), "the focus stays");
      await page.locator("[data-facets] [type=reset]").click();
      await page.waitForFunction(() => location.search === "?q=cold+start");
      await page.waitForTimeout(200);
      const [tag, n] = await page.locator("[data-boxes] [name=tag]").first().evaluate((e) => [e.value, e.parentElement.querySelector(".num").textContent]);
      await box("tag", tag).check();
      await says(page, `${n} entries`);
      assert.equal(await address(page), `?q=cold+start&tag=${tag}`);
    });
  });

  test("more hits come twenty at a time, and the focus goes to the first of them", async () => {
    await withPage(browser, {}, async (page) => {
      await page.goto(`${at}search/?q=cold+start`);
      await titles(page).first().waitFor();
      assert.equal(await titles(page).count(), 20);
      await page.locator("[data-more]").click();
      await titles(page).nth(20).waitFor();
      assert(await titles(page).nth(20).evaluate((e) => e === document.activeElement));
    });
  });

  test("the address follows on disk too", async () => {
    await withPage(browser, {}, async (page) => {
      await page.goto(`${pathToFileURL(`${disk.site}/`).href}search/index.html`);
      await query(page).fill("cold start");
      await says(page, "cold start");
      assert.equal(await address(page), "?q=cold+start&prefix=1");
      await page.locator("[data-boxes] [name=kind][value=term]").check();
      await page.waitForFunction(() => location.search.endsWith("&kind=term"));
      await page.goBack();
      assert.equal(await address(page), "");
    });
  });

  test("filters that leave nothing say so", async () => {
    await withPage(browser, {}, async (page) => {
      await page.goto(`${at}search/?q=cold+start&tag=no-such-tag`);
      await page.locator("[data-when=few]").waitFor({ state: "visible" });
      await page.locator("[data-facets] [type=reset]").click();
      await titles(page).first().waitFor();
    });
  });

  test("without scripts the form leads to all entries", async () => {
    await withPage(browser, { javaScriptEnabled: false }, async (page) => {
      await page.goto(at);
      await page.locator("[data-search]").click();
      await page.waitForURL(`${at}search/`);
      await query(page).fill("cold");
      await page.keyboard.press("Enter");
      await page.waitForURL(`${at}search/?q=cold`);
      const links = page.locator("[data-browse] a");
      assert((await links.count()) > 40);
      await page.getByRole("link", { name: wanted[0] }).click();
      assert.equal(words(await page.locator("h1").innerText()), wanted[0]);
    });
  });

  test("an address says whether its last word may be unfinished", async () => {
    await withPage(browser, {}, async (page) => {
      const text = (path) => async () => {
        await page.goto(at + path);
        await titles(page).first().waitFor();
        return words(await page.locator("[data-results] [role=status]").innerText());
      };
      const whole = await text("search/?q=sto")(), begun = await text("search/?q=sto&prefix=1")();
      assert.notEqual(whole, begun);
      await page.goto(at);
      await ask(page, "sto");
      const all = dialog(page).locator("[data-all]");
      const total = words(await all.innerText()).match(/\d+$/)[0];
      await all.click();
      await titles(page).first().waitFor();
      assert.equal(words(await page.locator("[data-results] [role=status]").innerText()), begun);
      assert.match(begun, new RegExp(`^${total} entries`));

      // What is typed here has the same address and the same answer, before and after Enter and a reload.
      await query(page).fill("");
      await page.locator("[data-results]").waitFor({ state: "hidden" });
      await query(page).pressSequentially("sto");
      await says(page, begun);
      assert.equal(await address(page), "?q=sto&prefix=1");
      await page.keyboard.press("Enter");
      await page.locator("[data-boxes] input").first().waitFor();
      assert.equal(await address(page), "?q=sto&prefix=1");
      await says(page, begun);
      await page.reload();
      await says(page, begun);
    });
  });

  test("Enter asks at once, and no more than once", async () => {
    await withPage(browser, {}, async (page) => {
      const asked = [];
      await fakeSearch(page, (q, { prefix }) => (asked.push([q, prefix]), { hits: [hit(q)] }));
      await page.goto(`${at}search/`);
      await query(page).fill("ab");
      await page.keyboard.press("Enter");
      await says(page, "ab");
      await page.waitForTimeout(500);
      assert.deepEqual(asked, [["ab", true]]);
    });
  });

  test("of many hits the best hundred are shown, and it says so", async () => {
    await withPage(browser, {}, async (page) => {
      const many = Array.from({ length: 130 }, (_, i) => hit(`h${i}`));
      await fakeSearch(page, (q, { limit }) => ({ hits: many.slice(0, Math.min(limit, 100)), total: 130 }));
      await page.goto(`${at}search/?q=many`);
      const best = page.locator("[data-best]"), more = page.locator("[data-more]");
      await titles(page).first().waitFor();
      for (const shown of [40, 60, 80, 100]) {
        assert.equal(await best.isVisible(), false);
        await more.click();
        await titles(page).nth(shown - 1).waitFor();
      }
      await more.waitFor({ state: "hidden" });
      assert(await titles(page).nth(80).evaluate((e) => e === document.activeElement));
      assert.match(words(await best.innerText()), /^The best 100 of 130 are shown\./);
    });
  });

  test("an error leaves no notes and no filters of the answer before", async () => {
    await withPage(browser, {}, async (page) => {
      const facets = { kind: [["note", 3], ["option", 2]], tag: [], status: [], owner: [] };
      let wait = 0;
      await fakeSearch(page, (q) => ({ wait, ...(q === "broken" ? { fails: "damaged" } : { hits: [hit("a")], corrected: "right", instead: '"rigth"', facets }) }));
      await page.goto(`${at}search/?q=rigth`);
      await page.locator("[data-notes] p").waitFor();
      // Who narrows keeps the place while a slow answer comes.
      wait = 1500;
      const box = page.locator("[data-boxes] [value=note]");
      await box.focus();
      await page.keyboard.press("Space");
      await page.locator("[data-when=loading]").waitFor({ state: "visible" });
      await page.waitForTimeout(100);
      assert(await box.evaluate((e) => e === document.activeElement));
      await page.locator("[data-when=hits]").waitFor({ state: "visible" });
      wait = 0;
      await query(page).fill("broken");
      await page.locator("[data-when=error]").waitFor({ state: "visible" });
      assert.equal(await page.locator("[data-notes]").innerText(), "");
      assert.equal(await page.locator("[data-facets]").isVisible(), false);
      // A try that takes long hides its own button.
      wait = 1500;
      await page.locator("[data-again]:visible").focus();
      await page.keyboard.press("Enter");
      await page.locator("[data-when=loading]").waitFor({ state: "visible" });
      assert(await query(page).evaluate((e) => e === document.activeElement));
    });
  });

  test("no name that scripts inherit is taken for a label", async () => {
    await withPage(browser, {}, async (page) => {
      await page.goto(`${at}search/?kind=constructor&kind=__proto__&kind=performance`);
      await titles(page).first().waitFor();
      const shown = (await page.locator("[data-boxes] fieldset").first().locator("label").allInnerTexts()).map(words);
      assert(shown.includes("constructor 0") && shown.includes("__proto__ 0"), shown.join(", "));
    });
  });

  test("a filter in other letters is the same filter, and an empty one is none", async () => {
    await withPage(browser, {}, async (page) => {
      await page.goto(`${at}search/?q=cold&kind=Performance&kind=PERFORMANCE&tag=`);
      await titles(page).first().waitFor();
      const all = page.locator("[data-boxes] [name=kind]");
      const values = await all.evaluateAll((boxes) => boxes.map((box) => box.value.toLowerCase()));
      assert.equal(new Set(values).size, values.length, values.join(" "));
      assert(await page.locator("[data-boxes] [name=kind][value=performance]").isChecked());
      assert.equal(await page.locator('[data-boxes] [name=tag][value=""]').count(), 0);
      await page.locator("[data-boxes] [name=kind][value=term]").check();
      await page.waitForFunction(() => location.search === "?q=cold&kind=performance&kind=term");
    });
  });

  test("a list by filters leaves no search to remember", async () => {
    await withPage(browser, {}, async (page) => {
      await page.goto(`${at}search/?kind=performance`);
      await titles(page).first().click();
      await page.locator("h1").waitFor();
      await page.keyboard.press("/");
      await dialog(page).waitFor({ state: "visible" });
      await page.waitForFunction(() => typeof kbDialog === "object");
      assert.equal(await dialog(page).locator("[data-recent] li").count(), 0);
      assert.equal(await page.evaluate(() => localStorage["kb-recent"]), "[]");
    });
  });

  test("a link to a place in the page keeps the hits that were loaded", async () => {
    await withPage(browser, {}, async (page) => {
      await page.goto(`${at}search/?q=cold+start`);
      await titles(page).first().waitFor();
      await page.locator("[data-more]").click();
      await titles(page).nth(20).waitFor();
      const count = await titles(page).count();
      await page.evaluate(() => { location.hash = "kb-browse"; });
      await page.waitForTimeout(300);
      assert.equal(await titles(page).count(), count);
      await page.goBack();
      await page.waitForTimeout(300);
      assert.equal(await titles(page).count(), count);
    });
  });

  test("a query that was cut says so", async () => {
    await withPage(browser, {}, async (page) => {
      await page.goto(`${at}search/?q=${"cold+start+".repeat(60)}`);
      await titles(page).first().waitFor();
      assert.match(await page.locator("[data-notes]").innerText(), /too long and was cut/);
    });
  });
});
