// The built folder without kb: opened from disk, and below a path of some web server.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { complaints, launch, withPage, words } from "./lib/browser.js";
import { host } from "./lib/host.js";
import { build } from "./lib/kb.js";
import { pages } from "./lib/pages.js";

const below = "/a/b/";

let browser, built, searched, server, web;
before(async () => {
  built = await build();
  searched = await build("bundled", { extra: "\n[search]\nfile_protocol = true\n" });
  browser = await launch();
  server = await host({ "/": built.site, [below]: built.site });
  web = server.origin;
});
after(async () => {
  await browser?.close();
  await server?.close();
  await built?.close();
  await searched?.close();
});

async function walk(page) {
  const click = (within, name) => page.locator(within).getByRole("link", { name }).first().click();
  const title = async () => words(await page.locator("h1").innerText());
  await click("#kb-main .choices", "An idea, a trial or a first version");
  await click("#kb-main .choices", "Short tasks that react to events");
  assert.match(await page.locator("#kb-main").innerText(), /How does the traffic arrive\?/);
  await page.locator("a.brand").click();
  await click("#kb-main", "Serverless functions");
  assert.equal(await title(), "Serverless functions");
  await click(".end", "Cold starts: what the first call pays");
  assert.equal(await title(), "Cold starts: what the first call pays");
  const margin = await page.evaluate(() => getComputedStyle(document.body).margin);
  assert.equal(margin, "0px", "the style sheet is there");
}

test("the site works below a path", async () => {
  await withPage(browser, {}, async (page) => {
    const found = await complaints(page, `${web}${below}`);
    await page.goto(`${web}${below}`);
    await walk(page);
    assert.deepEqual(found, []);
  });
});

test("the site works below a path without scripts", async () => {
  await withPage(browser, { javaScriptEnabled: false }, async (page) => {
    await page.goto(`${web}${below}`);
    await walk(page);
  });
});

test("the site works from disk", async () => {
  await withPage(browser, {}, async (page) => {
    const folder = pathToFileURL(`${built.site}/`).href;
    const found = await complaints(page, folder);
    await page.goto(`${folder}index.html`);
    await walk(page);
    assert.deepEqual(found, []);
  });
});

/** Where the folder can be opened, and the address of a page there. */
const places = {
  "at the root": { at: () => `${web}/`, file: (path) => path },
  "below a path": { at: () => `${web}${below}`, file: (path) => path },
  "from disk": { at: () => pathToFileURL(`${searched.site}/`).href, file: (path) => `${path}index.html` },
};
for (const [place, { at, file }] of Object.entries(places)) {
  test(`the policy holds and nothing else is asked for, ${place}`, async () => {
    await withPage(browser, {}, async (page) => {
      const found = await complaints(page, at());
      for (const { path, status } of pages) {
        // Nobody answers for an address that leads nowhere but the root of a server.
        if (status) continue;
        await page.goto(at() + file(path));
        await page.keyboard.press("/");
        await page.waitForTimeout(30);
      }
      assert.deepEqual(found, []);
    });
  });
}

test("every link of every page leads to a file of the site", async () => {
  await withPage(browser, { javaScriptEnabled: false }, async (page) => {
    const left = [`${web}${below}`], seen = new Set(left), dead = [];
    while (left.length > 0) {
      const here = left.pop();
      const answer = await page.request.get(here);
      if (!answer.ok()) dead.push(here);
      if (!answer.headers()["content-type"]?.startsWith("text/html")) continue;
      const html = await answer.text();
      for (const [, written] of html.matchAll(/\s(?:href|src)="([^"]*)"/g)) {
        const target = new URL(written.replaceAll("&amp;", "&"), here);
        target.hash = target.search = "";
        if (target.origin !== web || seen.has(target.href)) continue;
        seen.add(target.href);
        left.push(target.href);
      }
    }
    assert.deepEqual(dead, []);
    assert(seen.size > 90, `only ${seen.size} addresses were found`);
  });
});
