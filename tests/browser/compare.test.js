// A comparison with the reader's own weights: the numbers of the table that the build and the terminal are held to as
// well (tests/compare.rs), and what readers do with them.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import axe from "axe-core";
import { complaints, launch, withPage } from "./lib/browser.js";
import { host } from "./lib/host.js";
import { build } from "./lib/kb.js";

const { options, cases } = JSON.parse(await readFile(new URL("../fixtures/compare/cases.json", import.meta.url), "utf8"));

let browser, built, server, page_url;
before(async () => {
  built = await build("compare");
  browser = await launch();
  server = await host({ "/": built.site });
  page_url = `${server.origin}/comparisons/everything/`;
});
after(async () => {
  await browser?.close();
  await server?.close();
  await built?.close();
});

/** What a page shows: numbers from its data, the order from its lists. */
const shown = (page) =>
  page.evaluate(() => {
    const box = document.querySelector("[data-weigh]");
    const rows = [...box.querySelectorAll("[data-live] > li")].map((li) => ({
      option: +li.dataset.o,
      score: li.dataset.score === "" ? null : +li.dataset.score,
      coverage: +li.dataset.share,
      ranked: li.parentNode.localName === "ol",
    }));
    const says = box.querySelector("[data-says]").textContent;
    return { rows, says, flip: box.querySelector("[data-flip]").textContent };
  });

const expected = ({ expect, says, flip_says }) => ({
  rows: expect.ranking.map(({ option, score, coverage, ranked }) => ({
    option: options.indexOf(option),
    score: score === null ? null : +score,
    coverage: +coverage,
    ranked,
  })),
  says,
  flip: flip_says,
});

const address = (base, { weights = "", must = "" }) => {
  const query = new URLSearchParams(Object.entries({ w: weights, must }).filter(([, value]) => value));
  return query.size ? `${base}?${query}` : base;
};

for (const one of cases.filter(({ preset }) => !preset)) {
  test(`the address gives the numbers of the table: ${one.name}`, async () => {
    await withPage(browser, {}, async (page) => {
      const found = await complaints(page, server.origin);
      await page.goto(address(page_url, one));
      assert.deepEqual(await shown(page), expected(one));
      for (const { option, knocked_out: out } of one.expect.ranking) {
        const note = await page.locator(`[data-live] > li[data-o="${options.indexOf(option)}"] small`).textContent();
        const labels = { wait: "Waiting", effort: "Effort", price: "Price", load: "Load", managed: "Managed", colour: "Colour" };
        if (out.length) assert.equal(note, `Below what is required: ${out.map((id) => labels[id]).join(", ")}`);
        else assert.doesNotMatch(note, /required/);
      }
      assert.deepEqual(found, []);
    });
  });
}

test("presets are buttons, and lead to the numbers of the table", async () => {
  await withPage(browser, {}, async (page) => {
    await page.goto(page_url);
    for (const one of cases.filter(({ preset, weights, must }) => preset && !weights && !must)) {
      const label = { cheap: "Cheap", strict: "Strict", coloured: "With colour", frugal: "Frugal", nobody: "Nobody can" }[one.preset];
      const button = page.getByRole("button", { name: label, exact: true });
      await button.click();
      assert.equal(await button.getAttribute("aria-pressed"), "true");
      assert.equal(await page.locator("[data-w][aria-pressed=true]").count(), 1);
      assert.deepEqual(await shown(page), expected(one), one.name);
      assert.equal(await page.locator("#kb-rank").textContent(), label);
      // The address that it leads to shows the same in another browser.
      const url = page.url();
      await withPage(browser, {}, async (other) => {
        await other.goto(url);
        assert.deepEqual(await shown(other), expected(one), url);
        assert.equal(await other.locator("[data-w][aria-pressed=true]").textContent(), label);
        assert.equal(other.url(), url);
      });
    }
    await page.getByRole("button", { name: "Default weights" }).click();
    assert.equal(page.url(), page_url);
  });
});

test("the page from disk without scripts stands as it was built", async () => {
  await withPage(browser, { javaScriptEnabled: false }, async (page) => {
    await page.goto(`${pathToFileURL(built.site).href}/comparisons/everything/index.html`);
    assert.equal(await page.locator(".slide").first().isVisible(), false);
    assert.equal(await page.locator("[data-w]").first().isVisible(), false);
    assert.equal(await page.locator(".rank").first().isVisible(), true);
    const preset = page.locator("details", { hasText: "Strict" });
    await preset.locator("summary").click();
    assert.match(await preset.innerText(), /Bravo leads by 22\./);
  });
});

test("the page from disk takes weights too", async () => {
  await withPage(browser, {}, async (page) => {
    const folder = pathToFileURL(`${built.site}/`).href;
    const found = await complaints(page, folder);
    const one = cases.find(({ name }) => name === "a word with a comma");
    await page.goto(address(`${folder}comparisons/everything/index.html`, one));
    assert.deepEqual(await shown(page), expected(one));
    assert.deepEqual(found, []);
  });
});

test("what an address names and nobody knows is left out of it", async () => {
  await withPage(browser, {}, async (page) => {
    await page.goto(`${page_url}?w=wait:5,gone:3,effort:9,price:1,load:x,words:4,colour:2&must=gone:1,price:400,wait:sometimes&x=1`);
    assert.equal(page.url(), `${page_url}?w=wait:5`);
    assert.equal(await page.locator("[data-musts]").isVisible(), false);
    await page.goto(`${page_url}?w=&must=%3Cb%3E:%22`);
    assert.equal(page.url(), page_url);
  });
});

test("bars follow a slider at once, the order when it rests, and the address with it", async () => {
  await withPage(browser, {}, async (page) => {
    await page.goto(page_url);
    const slider = page.getByRole("slider", { name: "Load" });
    const set = (value, type) =>
      slider.evaluate((input, [value, type]) => {
        input.value = value;
        input.dispatchEvent(new Event(type, { bubbles: true }));
      }, [value, type]);
    const order = () => page.locator("ol[data-live] .opt").allTextContents();
    const bar = page.locator("[data-live] > li[data-o='0'] .fg");
    const [before, width] = [await order(), await bar.getAttribute("width")];
    assert.equal(before[0], "Bravo");
    await set(0, "input");
    assert.deepEqual(await order(), before, "the order stays while the slider moves");
    assert.notEqual(await bar.getAttribute("width"), width);
    assert.equal(await page.locator("output[for=kb-w-load]").textContent(), "0");
    assert.equal(page.url(), page_url);
    await set(0, "change");
    assert.equal((await order())[0], "Alpha");
    assert.equal(page.url(), `${page_url}?w=load:0`);
    assert.equal(await page.getByRole("status").filter({ hasText: "No clear winner" }).count(), 1);
    assert.equal(await page.locator("tr[data-c=load]").getAttribute("class"), "zero");
    assert.equal(await page.locator("tr[data-c=load] [data-n]").textContent(), "weight 0");
    assert.equal(await page.locator("#kb-rank").textContent(), "Your weights");

    await slider.focus();
    for (let press = 0; press < 4; press++) await page.keyboard.press("ArrowRight");
    assert.equal(page.url(), page_url);
    assert.deepEqual(await shown(page), expected(cases[0]));
  });
});

test("least values are shown, and taken away one by one", async () => {
  await withPage(browser, {}, async (page) => {
    await page.goto(`${page_url}?must=price:59.5,managed:yes`);
    const chips = page.locator("[data-musts] button");
    const texts = () => chips.allTextContents();
    assert.deepEqual(await texts(), ["Price: 59.5 EUR per month or better (take away)", "Managed: yes or better (take away)"]);
    await chips.first().focus();
    await page.keyboard.press("Enter");
    assert.deepEqual(await texts(), ["Managed: yes or better (take away)"]);
    assert.equal(await chips.first().evaluate((chip) => chip === document.activeElement), true);
    await page.keyboard.press("Enter");
    assert.equal(page.url(), page_url);
    assert.equal(await page.locator("[data-musts]").isVisible(), false);
    assert.deepEqual(await shown(page), expected(cases[0]));
  });
});

test("link and table are copied", async () => {
  await withPage(browser, { permissions: ["clipboard-read", "clipboard-write"] }, async (page) => {
    await page.goto(`${page_url}?w=load:0`);
    const copied = async (name) => {
      await page.getByRole("button", { name }).click();
      return page.evaluate(() => navigator.clipboard.readText());
    };
    assert.equal(await copied("Copy link"), `${page_url}?w=load:0`);
    const csv = await copied("Copy as CSV");
    assert.match(csv, /^Criterion,Weight,Alpha,Bravo,Charlie,Delta,Echo\n/);
    assert.match(csv, /\nIn words,,"'=1\+1 \| a, ""b"" \(opinion\)",/);
    assert.match(csv, /\nPrice,1,30 EUR per month \(opinion\),/);
    const markdown = await copied("Copy as Markdown");
    assert.match(markdown, /^\| Criterion \| Weight \| Alpha \| Bravo \|/);
    assert.match(markdown, /\n\| In words \|  \| =1\+1 \\\| a, "b" \(opinion\) \|/);
  });
});

for (const colorScheme of ["light", "dark"]) {
  test(`nothing is in the way of anybody: ${colorScheme}, 320 pixels`, async () => {
    await withPage(browser, { colorScheme, viewport: { width: 320, height: 640 } }, async (page) => {
      await page.goto(`${page_url}?w=wait:5&must=managed:part`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert(wide <= 320, `${wide} pixels wide`);
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate(() => window.axe.run());
      assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`), []);
    });
  });
}

test("printed, the ranking stays and the controls go", async () => {
  await withPage(browser, {}, async (page) => {
    await page.goto(`${page_url}?w=wait:5`);
    await page.emulateMedia({ media: "print" });
    for (const gone of [".slide", "[data-w]", "[data-copy]:not(body)"]) {
      assert.equal(await page.locator(gone).first().isVisible(), false, gone);
    }
    assert.equal(await page.locator("ol[data-live]").isVisible(), true);
  });
});
