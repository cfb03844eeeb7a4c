// One definition of search, the same answers: in the terminal, over HTTP, and in Chromium on every sort of host.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { launch } from "./lib/browser.js";
import { host } from "./lib/host.js";
import { binary, build, serve } from "./lib/kb.js";
import { difference, lines, ofBrowser, ofIndex } from "../../search/tests/parity/answers.mjs";

const run = promisify(execFile);
const workspace = fileURLToPath(new URL("../../", import.meta.url));

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

/** Questions of readers, what they are made of, and what may be asked beside the words: `[text, asked]`. */
async function queries() {
  const expected = await readFile(join(workspace, "search/expect.toml"), "utf8");
  const asked = [...expected.matchAll(/^query = "(.+)"$/gm)].map(([, query]) => query.replaceAll('\\"', '"'));
  assert(asked.length > 60);
  const words = [...new Set(asked.flatMap((query) => query.split(" ")))];
  const typo = (word) => word.slice(0, 2) + word.slice(3);
  const plain = [
    ...asked,
    ...asked.map((query) => `"${query.split(" ").slice(0, 2).join(" ")}"`),
    ...asked.map((query, i) => `${query} ${["kind:performance", "-kind:term", "tag:cost", "status:accepted -owner:nobody"][i % 4]}`),
    ...words,
    ...words.filter((word) => word.length > 4).map(typo),
    ...words.map((word, i) => `${["+", "-", ""][i % 3]}${word} cost service`),
    "faas", "k8s", "", "the", "kind:term", "C++", "Ünïcödé", '"', "日本語", "x".repeat(600), 'status:""', 'cost -kind:""',
  ];
  const beside = [
    { kinds: ["performance"] },
    { kinds: ["Option", "term"], limit: 3 },
    { tags: ["cost"], statuses: ["accepted"] },
    { kinds: [""], tags: ["", "Events"] },
    { statuses: ["accepted"], prefix: true, limit: 100 },
  ];
  return [
    ...plain.map((query) => [query, {}]),
    ...words.flatMap((word) => [1, 2, 4].filter((end) => end < word.length).map((end) => [word.slice(0, end), { prefix: true }])),
    ...words.map((word) => [`${word} `, { prefix: true }]),
    ...asked.map((query) => [query.slice(0, -2), { prefix: true, limit: 20 }]),
    ...asked.map((query) => [`"${query.slice(0, -2)}"`, { prefix: true }]),
    ...asked.map((query, i) => [query, beside[i % beside.length]]),
    ...words.map((word, i) => [typo(word), { ...beside[i % beside.length], prefix: true }]),
    ...beside.map((asked) => ["", asked]),
  ];
}

/** What the client calls a filter, the API and the terminal call by one of its values. */
const filters = { kinds: "kind", tags: "tag", statuses: "status", owners: "owner" };
const given = (asked) => Object.entries(filters).flatMap(([all, one]) => (asked[all] ?? []).map((value) => [one, value]));

/** What the API answers. */
async function byServer([query, asked]) {
  const pairs = [["q", query], ...given(asked)];
  if (asked.prefix) pairs.push(["prefix", "1"]);
  if (asked.limit) pairs.push(["limit", asked.limit]);
  return (await fetch(`${server.url}api/search?${new URLSearchParams(pairs)}`)).json();
}

/** What the terminal answers. */
async function inTerminal([query, asked]) {
  const flags = given(asked).map(([name, value]) => `--${name}=${value}`);
  if (asked.prefix) flags.push("--prefix");
  if (asked.limit) flags.push("--limit", asked.limit);
  const { stdout } = await run(binary, ["search", "--json", "--root", server.content.root, "--today", "2026-11-23", ...flags, query]);
  return JSON.parse(stdout);
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
    for (const [query, beside] of asked) found.push(await search.find(query, beside));
    return found;
  }, asked);
  await page.close();
  return found;
}

test("the API, the terminal and every page give the same hits with the same scores", async (t) => {
  const asked = await queries();
  const api = [];
  for (const one of asked) api.push(await byServer(one));
  let count = 0;
  const places = {
    "kb serve": server.url,
    "a static host below a path": `${plain.origin}/a/b/`,
    "a host that compresses everything": `${packed.origin}/`,
    "files on disk": pathToFileURL(`${disk.site}/index.html`).href,
  };
  const told = ([query, beside]) => `${query.slice(0, 100)} ${JSON.stringify(beside)}`;
  for (const [place, address] of Object.entries(places)) {
    const found = await inChromium(address, asked);
    for (const [i, one] of asked.entries()) {
      assert.deepEqual(compared(found[i]), compared(api[i]), `${place}: ${told(one)}`);
      count++;
    }
  }
  for (const [i, one] of asked.entries()) {
    // Without words and filters the terminal asks for some.
    if (i % 12 || (!one[0].trim() && !given(one[1]).length)) continue;
    assert.deepEqual(compared(await inTerminal(one)), compared(api[i]), `terminal: ${told(one)}`);
    count++;
  }
  assert(count > 4_000);
  t.diagnostic(`${count} answers compared, 0 different`);
});

/** Made-up sites that have what the bundled content has not: other alphabets, lists of words in several files, odd addresses. */
const SITES = ["unicode", "german", "large-odd"];

test("Chromium answers every query of made-up sites as the index does", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "kb-corpora-"));
  const profile = binary.includes("release") ? ["--release"] : [];
  await run("cargo", ["run", "--quiet", "--locked", ...profile, "-p", "kb-search", "--example", "corpora", "--", folder, ...SITES], { cwd: workspace });
  await writeFile(join(folder, "index.html"), "<!doctype html><title>Search</title>");
  const made = await host({ "/": folder });
  const page = await browser.newPage();
  try {
    await page.goto(`${made.origin}/`);
    await page.addScriptTag({ url: "client.js" });
    let count = 0;
    for (const site of SITES) {
      const queries = lines(join(folder, site, "queries.ndjson")), expected = lines(join(folder, site, "expected.ndjson"));
      for (let from = 0; from < queries.length; from += 100) {
        const found = await page.evaluate(async ([site, asked]) => {
          const search = (globalThis.opened ??= {})[site] ??= kbSearch.open(new URL(`${site}/`, location).href);
          const found = [];
          for (const [text, beside] of asked) found.push(await search.find(text, beside));
          return found;
        }, [site, queries.slice(from, from + 100)]);
        for (const [i, answer] of found.entries()) {
          const mine = ofBrowser(answer), theirs = ofIndex(expected[from + i]);
          assert(mine === theirs, `${site}: ${mine === theirs || difference(queries[from + i], mine, theirs)}`);
          count++;
        }
      }
    }
    assert(count > 2_000);
    t.diagnostic(`${count} answers compared, 0 different`);
  } finally {
    await page.close();
    await made.close();
    await rm(folder, { recursive: true, force: true });
  }
});
