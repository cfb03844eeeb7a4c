// The search dialog, from each place that a site is read from.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { complaints, words } from "./lib/browser.js";
import { fakeSearch, hit } from "./lib/fake-search.js";
import { active, answered, ask, dialog, field, hits, published, shows, told, wanted, withPage } from "./lib/search.js";

let browser, server, disk, at, close;
before(async () => {
  ({ browser, server, disk, at, close } = await published({ disk: true, server: true }));
});
after(() => close?.());

const places = {
  "a static host": () => at,
  "kb serve": () => server.url,
  "files on disk": () => pathToFileURL(`${disk.site}/`).href,
};
for (const [place, url] of Object.entries(places)) {
  describe(`from ${place}`, () => {
    const file = place === "files on disk" ? "index.html" : "";
    test("the dialog finds while typing and opens the chosen hit", async () => {
      await withPage(browser, {}, async (page) => {
        const found = await complaints(page, url());
        await page.goto(url() + file);
        assert.equal(await dialog(page).isVisible(), false);
        await page.keyboard.press("/");
        await dialog(page).waitFor({ state: "visible" });
        await page.keyboard.type("cold start");
        await page.waitForFunction((first) => document.querySelector(".hit strong")?.textContent === first, wanted[0]);
        await answered(page);
        const titles = await hits(page).locator("strong").allInnerTexts();
        assert.deepEqual(titles.slice(0, 2).map(words), wanted);

        const first = await active(page).getAttribute("href");
        await page.keyboard.press("ArrowDown");
        assert.notEqual(await active(page).getAttribute("href"), first);
        assert.equal(await field(page).getAttribute("aria-activedescendant"), await active(page).getAttribute("id"));
        await page.keyboard.press("ArrowUp");
        assert.equal(await active(page).getAttribute("href"), first);
        await page.keyboard.press("ArrowUp");
        assert.equal(await active(page).getAttribute("id"), await dialog(page).locator(".hit").last().getAttribute("id"));
        await page.keyboard.press("ArrowDown");

        await page.keyboard.press("Enter");
        await page.waitForURL(/performance\/cold-starts\//);
        assert.equal(words(await page.locator("h1").innerText()), wanted[0]);
        await page.locator(".found").waitFor();
        assert.deepEqual(found, []);
      });
    });

    test("the page shows the hits of its address", async () => {
      await withPage(browser, {}, async (page) => {
        const found = await complaints(page, url());
        await page.goto(`${url()}search/${file}?q=cold+start`);
        const titles = page.locator("[data-list] h2 a");
        await titles.first().waitFor();
        assert.deepEqual((await titles.allInnerTexts()).slice(0, 2).map(words), wanted);
        assert.equal(await page.locator("[data-query]").inputValue(), "cold start");
        await titles.first().click();
        assert.equal(words(await page.locator("h1").innerText()), wanted[0]);
        assert.deepEqual(found, []);
      });
    });
  });
}

describe("the dialog", () => {
  test("nothing is asked for before it opens", async () => {
    await withPage(browser, {}, async (page) => {
      const asked = [];
      page.on("request", (request) => asked.push(request.url().slice(at.length)));
      for (const path of ["", "performance/cold-starts/", "search/"]) {
        await page.goto(at + path);
        await page.waitForTimeout(100);
      }
      assert.deepEqual(asked.filter((path) => /^search\/.|search-(client|dialog|marks)/.test(path)), []);
      asked.length = 0;
      await ask(page, "cold start");
      assert(asked.length <= 13, `a first question asks for ${asked.join(" ")}`);
    });
  });

  test("Ctrl+K opens and closes it, and the button opens it", async () => {
    await withPage(browser, {}, async (page) => {
      await page.goto(at);
      await page.keyboard.press("Control+k");
      await dialog(page).waitFor({ state: "visible" });
      await page.keyboard.press("Control+k");
      await dialog(page).waitFor({ state: "hidden" });
      await page.locator("[data-search]").click();
      await dialog(page).waitFor({ state: "visible" });
      await dialog(page).locator("[data-close]").click();
      await dialog(page).waitFor({ state: "hidden" });
      await page.keyboard.press("Control+K");
      await dialog(page).waitFor({ state: "visible" });
      await page.keyboard.press("Control+k");
    });
  });

  test("Esc that ends a composition leaves the dialog open", async () => {
    await withPage(browser, {}, async (page) => {
      await page.goto(at);
      await page.keyboard.press("/");
      const esc = (keyCode) => field(page).evaluate((e, keyCode) => e.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", keyCode, bubbles: true, cancelable: true })), keyCode);
      await esc(229);
      assert.equal(await dialog(page).isVisible(), true);
      await esc(27);
      assert.equal(await dialog(page).isVisible(), false);
    });
  });

  test("Esc closes it and gives the focus back", async () => {
    await withPage(browser, {}, async (page) => {
      await page.goto(`${at}all/`);
      const before = page.locator("#kb-main a").first();
      await before.focus();
      await ask(page, "cold");
      await page.keyboard.press("Escape");
      await dialog(page).waitFor({ state: "hidden" });
      assert(await before.evaluate((link) => link === document.activeElement));
    });
  });

  test("/ is a letter like any other in a field", async () => {
    await withPage(browser, {}, async (page) => {
      await page.goto(`${at}search/`);
      const query = page.locator("[data-query]");
      await query.focus();
      await page.keyboard.type("ci/cd");
      assert.equal(await query.inputValue(), "ci/cd");
      assert.equal(await dialog(page).isVisible(), false);
    });
  });

  test("what is typed before search has arrived is found", async () => {
    await withPage(browser, {}, async (page) => {
      await page.route(/search-(client|dialog)\./, async (route) => {
        await new Promise((done) => setTimeout(done, 1000));
        await route.continue();
      });
      await page.goto(at);
      await page.keyboard.press("/");
      await page.keyboard.type("cold start", { delay: 5 });
      await shows(page, "loading");
      await answered(page);
      assert.equal(words(await hits(page).locator("strong").first().innerText()), wanted[0]);
    });
  });

  test("what is typed is found when the dialog is closed before search has arrived", async () => {
    await withPage(browser, {}, async (page) => {
      await page.route(/search-dialog\./, async (route) => {
        await new Promise((done) => setTimeout(done, 1000));
        await route.continue();
      });
      await page.goto(at);
      await page.keyboard.press("/");
      await page.keyboard.type("cold");
      await shows(page, "loading");
      await page.keyboard.press("Escape");
      await page.waitForFunction(() => globalThis.kbSearch);
      await page.waitForTimeout(300);
      await page.keyboard.press("/");
      await answered(page);
      await shows(page, "hits");
    });
  });

  test("it waits for the word that is being typed, and Enter asks at once", async () => {
    await withPage(browser, {}, async (page) => {
      const asked = [];
      await fakeSearch(page, (q) => (asked.push(q), { hits: [hit(q)] }));
      await page.goto(at);
      await page.keyboard.press("/");
      await page.waitForFunction(() => globalThis.kbSearch);
      await page.evaluate(() => { took = 300; });
      await page.keyboard.type("a cold start", { delay: 20 });
      await answered(page);
      assert.deepEqual(asked, ["a cold start"]);
      await field(page).fill("b");
      await page.keyboard.press("Enter");
      await answered(page);
      await page.waitForTimeout(500);
      assert.deepEqual(asked, ["a cold start", "b"]);
      assert.equal(page.url(), at);
      const typed = ["", "a", "ab", "abc", "cold s", "cold ", "kind:op", "-ab", "\u8ab2", "a\u8ab2", "\u304b", "\ud55c", "\u00fc"];
      const few = [1, 2, 4, 6, 7, 12];
      for (const [last, least] of [[0, 60], [200, 200], [900, 300]]) {
        const waits = await page.evaluate(([last, typed]) => { took = last; return typed.map(pause); }, [last, typed]);
        assert.deepEqual(waits, typed.map((_, i) => few.includes(i) ? 300 : least), `after an answer of ${last} ms`);
      }
    });
  });

  test("Home and End move in the text", async () => {
    await withPage(browser, {}, async (page) => {
      await page.goto(at);
      await ask(page, "start");
      await page.keyboard.press("Home");
      await page.keyboard.type("cold ");
      assert.equal(await field(page).inputValue(), "cold start");
    });
  });

  test("Ctrl+Enter opens a tab and leaves the dialog", async () => {
    await withPage(browser, {}, async (page) => {
      await page.goto(at);
      await ask(page, "cold start");
      const [tab] = await Promise.all([page.context().waitForEvent("page"), page.keyboard.press("Control+Enter")]);
      await tab.waitForURL(/performance\/cold-starts\//);
      await tab.locator(".found").waitFor();
      assert.equal(await dialog(page).isVisible(), true);
    });
  });

  test("a late answer to earlier words is dropped, and a slow one says that it is searching", async () => {
    await withPage(browser, {}, async (page) => {
      await fakeSearch(page, (q) => ({ wait: { one: 1200, ones: 600 }[q] ?? 0, hits: [hit(q)] }));
      await page.goto(at);
      await page.keyboard.press("/");
      await page.keyboard.type("one");
      await page.waitForTimeout(250);
      await page.keyboard.type("s");
      await page.waitForTimeout(250);
      assert.equal(await dialog(page).locator("[data-on=loading]").isVisible(), false, "not at once");
      await shows(page, "loading");
      await answered(page);
      await page.waitForTimeout(900);
      assert.deepEqual(await hits(page).locator("strong").allInnerTexts(), ["Title of ones"]);
    });
  });

  test("a syllable that is being put together is not searched for", async () => {
    await withPage(browser, {}, async (page) => {
      const asked = [];
      await fakeSearch(page, (q) => (asked.push(q), { hits: [hit(q)] }));
      await page.goto(at);
      await page.keyboard.press("/");
      await page.waitForFunction(() => globalThis.kbSearch);
      await page.waitForTimeout(200);
      const session = await page.context().newCDPSession(page);
      await session.send("Input.imeSetComposition", { text: "か", selectionStart: 1, selectionEnd: 1 });
      await page.waitForTimeout(400);
      assert.deepEqual(asked, []);
      await session.send("Input.insertText", { text: "課" });
      await answered(page);
      assert.deepEqual(asked, ["課"]);
    });
  });

  test("it shows kind, folders and what is no longer advised", async () => {
    await withPage(browser, {}, async (page) => {
      const old = hit("old", { status: "superseded", label: "Decision", kind: "decision", path: ["Manual", "Deep"] });
      await fakeSearch(page, () => ({ hits: [hit("a"), old] }));
      await page.goto(at);
      await ask(page, "x");
      assert.match(words(await hits(page).nth(1).innerText()), /^Title of old Superseded Decision \/ Manual \/ Deep some text of old$/);
      assert.equal(await hits(page).first().locator(".st").count(), 0);
    });
  });

  test("opened searches are remembered, five of them, and can be forgotten", async () => {
    await withPage(browser, {}, async (page) => {
      await page.goto(at);
      await ask(page, "cold");
      await page.reload();
      await page.keyboard.press("/");
      await shows(page, "idle");
      const recent = dialog(page).locator("[data-recent]");
      assert.equal(await recent.isVisible(), false, "only what led to an entry");
      await page.keyboard.press("Escape");
      for (const query of ["cold", "cost", "events", "queue", "trade", "cold", "team"]) {
        await ask(page, query);
        await page.keyboard.press("Enter");
        await page.waitForURL((url) => url.href !== at);
        await page.goto(at);
      }
      await page.keyboard.press("/");
      await shows(page, "idle");
      assert.deepEqual(await recent.locator("li").allInnerTexts(), ["team", "cold", "trade", "queue", "events"]);
      await recent.locator("li button").first().click();
      await answered(page);
      assert.equal(await field(page).inputValue(), "team");
      await field(page).fill("");
      await shows(page, "idle");
      await recent.locator("[data-forget]").click();
      assert.equal(await recent.isVisible(), false);
      assert.equal(await page.evaluate(() => localStorage["kb-recent"]), undefined);
    });
  });

  test("it says when nothing matches", async () => {
    await withPage(browser, {}, async (page) => {
      await page.goto(at);
      await page.keyboard.press("/");
      await page.keyboard.type("zzzzqqq");
      await shows(page, "none");
      assert.equal(await told(page), "Nothing matches that yet.");
    });
  });

  test("markup is text, in titles, texts and queries", async () => {
    await withPage(browser, {}, async (page) => {
      const bad = "<img src=x onerror=alert(1)><b>bold</b>";
      const h = hit("a", { title: bad, label: bad, path: [bad], snippet: { text: bad, marks: [[1, 4]] }, sections: [{ title: bad, url: "all/" }] });
      await fakeSearch(page, () => ({ hits: [h], corrected: bad, facets: { kind: [[bad, 1], ["b", 1]], tag: [[bad, 1], ["b", 1]], status: [], owner: [] } }));
      await page.goto(at);
      await ask(page, bad);
      assert.match(await hits(page).first().innerText(), /<img src=x onerror=alert\(1\)><b>bold<\/b>/);
      assert.equal(await page.locator("[data-dialog] :is(img, b)").count(), 0);
      await page.goto(`${at}search/?q=${encodeURIComponent(bad)}`);
      await page.locator("[data-list] h2", { hasText: bad }).waitFor();
      assert.equal(await page.locator("[data-results] :is(img, b)").count(), 0);
    });
  });

  test("a tap opens it and a hit", async () => {
    await withPage(browser, { hasTouch: true, isMobile: true, viewport: { width: 375, height: 700 } }, async (page) => {
      await page.goto(at);
      await page.locator("[data-search]").tap();
      await dialog(page).waitFor({ state: "visible" });
      await field(page).fill("cold start");
      await answered(page);
      await dialog(page).locator("[data-filtering]").tap();
      await dialog(page).locator("[data-chips] button").first().waitFor();
      const low = await dialog(page).evaluate((d) => [...d.querySelectorAll("a, button, label, input[name]")]
        .filter((e) => e.checkVisibility() && e.getBoundingClientRect().height < 43.9 && !e.closest("p > a, label"))
        .map((e) => `${e.getBoundingClientRect().height} ${e.outerHTML.slice(0, 80)}`));
      assert.deepEqual(low, []);
      await hits(page).first().tap();
      await page.waitForURL(/performance\/cold-starts\//);
    });
  });
});

test("the dialog is not printed", async () => {
  await withPage(browser, {}, async (page) => {
    await page.goto(at);
    await ask(page, "cold");
    await page.emulateMedia({ media: "print" });
    assert.equal(await dialog(page).isVisible(), false);
  });
});
