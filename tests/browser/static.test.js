// The built folder without kb: opened from disk, and below a path of some web server.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { complaints, launch, withPage, words } from "./lib/browser.js";
import { build } from "./lib/kb.js";

const below = "/a/b/";
const types = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
  ".json": "application/json",
};

let browser, built, host, web;
before(async () => {
  built = await build();
  browser = await launch();
  host = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    try {
      if (!pathname.startsWith(below)) throw new Error("outside");
      let file = join(built.site, normalize(pathname.slice(below.length)));
      if (pathname.endsWith("/")) file = join(file, "index.html");
      const bytes = await readFile(file);
      response.writeHead(200, { "content-type": types[extname(file)] ?? "application/octet-stream" }).end(bytes);
    } catch {
      response.writeHead(404, { "content-type": "text/plain" }).end("not here");
    }
  });
  await new Promise((done) => host.listen(0, "127.0.0.1", done));
  web = `http://127.0.0.1:${host.address().port}`;
});
after(async () => {
  await browser?.close();
  host?.close();
  await built?.close();
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
