// Search in the pages: the dialog, the page, and the page that a hit opens.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { complaints, launch, withPage as withAnyPage, words } from "./lib/browser.js";
import { fakeSearch, hit } from "./lib/fake-search.js";
import { host } from "./lib/host.js";
import { build, serve } from "./lib/kb.js";
import { axe, sideways, targets } from "./lib/looks.js";

// The note first: it says what to do. Then the word itself.
const wanted = ["Cold starts: what the first call pays", "Cold start"];

/** What waits for search does not wait long. */
const withPage = (browser, options, use) => withAnyPage(browser, options, (page) => {
  page.setDefaultTimeout(8000);
  return use(page);
});

let browser, server, built, disk, web, at;
before(async () => {
  server = await serve();
  built = await build();
  disk = await build("bundled", { extra: "\n[search]\nfile_protocol = true\n" });
  web = await host({ "/a/b/": built.site });
  at = `${web.origin}/a/b/`;
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await web?.close();
  await server?.close();
  await built?.close();
  await disk?.close();
});

const dialog = (page) => page.locator("[data-dialog]");
const field = (page) => dialog(page).locator("[name=q]");
const hits = (page) => dialog(page).locator(".hit:not(.sub)");
const active = (page) => dialog(page).locator("[aria-selected=true]");
const shows = (page, state) => dialog(page).locator(`[data-on=${state}]`).waitFor({ state: "visible" });
const told = (page) => dialog(page).locator("[data-told]").textContent();
/** Until the answer to these very words is there: only then Enter opens a hit. */
const answered = (page) => page.waitForFunction(() => document.querySelector("[data-dialog] [name=q]").getAttribute("aria-activedescendant"));
const ask = async (page, query) => {
  await dialog(page).or(page.locator("body")).first().waitFor();
  if (!(await dialog(page).isVisible())) await page.keyboard.press("/");
  await field(page).fill(query);
  await page.waitForTimeout(100);
  await answered(page);
};

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
        await page.waitForTimeout(100);
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
      await fakeSearch(page, (q) => ({ wait: { a: 1200, ab: 600 }[q] ?? 0, hits: [hit(q)] }));
      await page.goto(at);
      await page.keyboard.press("/");
      await page.keyboard.type("a");
      await page.waitForTimeout(150);
      await page.keyboard.type("b");
      await page.waitForTimeout(200);
      assert.equal(await dialog(page).locator("[data-on=loading]").isVisible(), false, "not at once");
      await shows(page, "loading");
      await answered(page);
      await page.waitForTimeout(900);
      assert.deepEqual(await hits(page).locator("strong").allInnerTexts(), ["Title of ab"]);
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
      await page.waitForTimeout(150);
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
      assert.match(await dialog(page).locator("[data-all]").getAttribute("href"), /\/search\/\?q=x&kind=note&kind=option$/);
      await open.click();
      await page.waitForTimeout(100);
      assert.deepEqual(asked.at(-1).kinds, []);
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
      await page.waitForTimeout(100);
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

describe("when it cannot search", () => {
  const trouble = async (break_, state, more = {}) => {
    await withPage(browser, {}, async (page) => {
      await break_(page);
      await page.goto(more.at?.() ?? at);
      await page.keyboard.press("/");
      await field(page).fill("cold");
      await shows(page, state);
      if (more.mended) {
        await more.mended(page);
        await dialog(page).locator(`[data-on=${state}] [data-retry]`).click();
        await answered(page);
      }
      await page.goto(`${more.at?.("search/") ?? `${at}search/`}?q=cold`);
      if (more.mended) return page.locator("[data-list] h2").first().waitFor();
      await page.locator(`[data-when=${state}]`).waitFor({ state: "visible" });
    });
  };
  const mended = (page) => page.unrouteAll();
  test("the scripts are missing", () => trouble((page) => page.route(/search-(client|dialog)\./, (route) => route.abort()), "error", { mended }));
  test("the index is missing", () => trouble((page) => page.route(/\/search\/search\.json/, (route) => route.fulfill({ status: 404 })), "error", { mended }));
  test("the index is damaged", () => trouble((page) => page.route(/\/search\/search\.json/, (route) => route.fulfill({ body: "{" })), "error", { mended }));
  test("a file is cut", () => trouble((page) => page.route(/\/search\/t-.*\.bin/, (route) => route.fulfill({ body: Buffer.from([1, 2, 3]) })), "error", { mended }));
  test("a host answers with a page for what is missing", () =>
    trouble((page) => page.route(/\/search\/.*\.(bin|json)/, (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html>not here" })), "error", { mended }));
  test("the server fails", () => trouble((page) => page.route(/\/search\/[ts]-/, (route) => route.fulfill({ status: 500 })), "error", { mended }));
  test("the index is of another format", () => trouble((page) => fakeSearch(page, () => ({ fails: "format" })), "error"));
  test("opened from disk without files for it", () =>
    trouble(() => {}, "disk", { at: (path = "") => `${pathToFileURL(`${built.site}/`).href}${path}index.html` }));

  test("offline, and back again", async () => {
    await withPage(browser, {}, async (page) => {
      await page.goto(at);
      await page.context().setOffline(true);
      await page.keyboard.press("/");
      await field(page).fill("cold");
      await shows(page, "offline");
      await page.context().setOffline(false);
      await dialog(page).locator("[data-on=offline] [data-retry]").click();
      await answered(page);
      await page.context().setOffline(true);
      await field(page).fill("what is not loaded yet: monolith");
      await shows(page, "offline");
    });
  });
});

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
      assert.equal(await address(page), "?q=cold+start");
      await page.keyboard.press("Enter");
      await query(page).fill("cost");
      await page.keyboard.press("Enter");
      await says(page, "cost");
      assert.equal(await address(page), "?q=cost");
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
      assert.equal(await address(page), "?q=cold+start");
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
});

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

// Every state, as it looks: the policy of the pages would keep axe out.
for (const colorScheme of ["light", "dark"]) {
  test(`every state passes axe and fits small screens, ${colorScheme}`, async () => {
    await withPage(browser, { bypassCSP: true, colorScheme, reducedMotion: "reduce", viewport: { width: 320, height: 640 } }, async (page) => {
      const long = "Averylongwordthatdoesnotendandgoesonandonandonandonandonandonandon";
      const full = hit("full", { status: "superseded", path: ["Manual", long], title: long, sections: [{ title: long, url: "all/#a" }, { title: "Two", url: "all/#b" }] });
      const facets = { kind: [["note", 3], [long, 2]], tag: [["a", 1], ["b", 1]], status: [["accepted", 1], ["draft", 2]], owner: [["@a", 1], ["@b", 1]] };
      const answers = {
        hits: { hits: [full, hit("b")], corrected: "full text", reloaded: true, facets },
        none: { facets },
        loading: { wait: 100000 },
        error: { fails: "damaged" },
      };
      await fakeSearch(page, (q) => answers[q]);
      await page.goto(at);
      await page.evaluate(() => localStorage.setItem("kb-recent", JSON.stringify(["cold start", "x".repeat(90)])));
      const found = [];
      const look = async (state) => {
        for (const text of [...(await axe(page)), ...(await page.evaluate(sideways)), ...(await page.evaluate(targets))]) found.push(`${state}: ${text}`);
      };
      // what lies behind the dialog is not to be hit
      await page.evaluate(() => document.querySelectorAll("body > :not(dialog)").forEach((e) => { e.hidden = true; }));
      await page.keyboard.press("/");
      await shows(page, "idle");
      await look("idle");
      for (const state of ["hits", "none", "loading", "error"]) {
        await field(page).fill(state);
        await shows(page, state);
        if (state === "hits") {
          await dialog(page).locator("[data-filtering]").click();
          await dialog(page).locator("[data-chips] button").first().waitFor();
        }
        await look(state);
      }
      for (const state of ["offline", "disk"]) {
        await page.evaluate((s) => document.querySelectorAll("[data-on]").forEach((n) => { n.hidden = n.dataset.on !== s; }), state);
        await look(state);
      }
      for (const [width, state] of [[320, "hits"], [1440, "hits"], [320, "none"], [320, "loading"], [320, "error"]]) {
        await page.setViewportSize({ width, height: 640 });
        await page.goto(`${at}search/?q=${state}`);
        await page.locator(`[data-when=${state}]`).waitFor({ state: "visible" });
        await look(`page ${width} ${state}`);
      }
      await page.goto(`${at}search/?q=none&kind=note`);
      await page.locator("[data-when=few]").waitFor({ state: "visible" });
      await look("page few");
      await page.goto(`${at}performance/cold-starts/`);
      await page.evaluate(() => { localStorage.setItem("kb-found", `${location.pathname.replace(/\/$/, "")}\n${Date.now()}\ncold`); });
      await page.reload();
      await page.locator(".found").waitFor();
      await look("marks");
      assert.deepEqual(found, []);
    });
  });
}

test("the dialog is not printed", async () => {
  await withPage(browser, {}, async (page) => {
    await page.goto(at);
    await ask(page, "cold");
    await page.emulateMedia({ media: "print" });
    assert.equal(await dialog(page).isVisible(), false);
  });
});
