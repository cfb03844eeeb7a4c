// One definition of search, the same answers: in the terminal, over HTTP, and in Chromium on every sort of host.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { launch } from "./lib/browser.js";
import { host } from "./lib/host.js";
import { binary, build, serve } from "./lib/kb.js";

let browser, server, built, disk, plain, packed;
before(async () => {
  server = await serve();
  built = await build();
  disk = await build("bundled", { extra: "\n[search]\nfile_protocol = true\n" });
  plain = await host({ "/a/b/": built.site });
  packed = await host({ "/": built.site }, { gzip: true });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await plain?.close();
  await packed?.close();
  await server?.close();
  await built?.close();
  await disk?.close();
});

/** Questions of readers, and what they are made of: words, typos, phrases, filters. */
async function queries() {
  const expected = await readFile(fileURLToPath(new URL("../../search/expect.toml", import.meta.url)), "utf8");
  const asked = [...expected.matchAll(/^query = "(.+)"$/gm)].map(([, query]) => query.replaceAll('\\"', '"'));
  assert(asked.length > 60);
  const words = [...new Set(asked.flatMap((query) => query.split(" ")))];
  const typo = (word) => word.slice(0, 2) + word.slice(3);
  return [
    ...asked,
    ...asked.map((query) => `"${query.split(" ").slice(0, 2).join(" ")}"`),
    ...asked.map((query, i) => `${query} ${["kind:performance", "-kind:term", "tag:serverless", "status:accepted -owner:nobody"][i % 4]}`),
    ...words,
    ...words.filter((word) => word.length > 4).map(typo),
    ...words.map((word, i) => `${["+", "-", ""][i % 3]}${word} cost service`),
    "faas", "k8s", "", "the", "kind:term", "C++", "Ünïcödé", '"', "日本語", "x".repeat(600),
  ];
}

const compared = ({ query, total, hits, notice = "", corrected }) => ({
  query,
  total,
  // What the terminal says in a sentence pages have as a fact.
  corrected: corrected ?? /showing results for ([^]*)$/.exec(notice)?.[1],
  hits: hits.map(({ id, score, snippet, sections, status, url }) => ({ id, score, snippet, sections, status, url })),
});

/** What a page at an address finds. */
async function inChromium(address, asked) {
  const page = await browser.newPage();
  await page.goto(address);
  await page.keyboard.press("/");
  await page.waitForFunction(() => globalThis.kbSearch);
  const found = await page.evaluate(async (asked) => {
    const search = kbSearch.open(new URL("search/", location).href);
    const found = [];
    for (const query of asked) found.push(await search.find(query));
    return found;
  }, asked);
  await page.close();
  return found;
}

test("the API, the terminal and every page give the same hits with the same scores", async (t) => {
  const asked = await queries();
  const api = await Promise.all(asked.map(async (query) => (await fetch(`${server.url}api/search?${new URLSearchParams({ q: query })}`)).json()));
  let count = 0;
  const places = {
    "kb serve": server.url,
    "a static host below a path": `${plain.origin}/a/b/`,
    "a host that compresses everything": `${packed.origin}/`,
    "files on disk": pathToFileURL(`${disk.site}/index.html`).href,
  };
  for (const [place, address] of Object.entries(places)) {
    const found = await inChromium(address.replace(/index\.html$/, "index.html"), asked);
    for (const [i, query] of asked.entries()) {
      assert.deepEqual(compared(found[i]), compared(api[i]), `${place}: ${query.slice(0, 100)}`);
      count++;
    }
  }
  for (const [i, query] of asked.entries()) {
    if (i % 12 || !query.trim()) continue;
    const { stdout } = await promisify(execFile)(binary, ["search", "--json", "--root", server.content.root, "--today", "2026-11-23", "--", query]);
    assert.deepEqual(compared(JSON.parse(stdout)), compared(api[i]), `terminal: ${query.slice(0, 100)}`);
    count++;
  }
  assert(count > 2_000);
  t.diagnostic(`${count} answers compared, 0 different`);
});
