// What a page makes a reader's browser load: small, and no more than the page uses.
import assert from "node:assert/strict";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { build } from "./lib/kb.js";

const most = { home: 30_000, css: 30_000, js: 8_000, other: 12_000, search: 12_000 };
/** Files of the theme that every page loads. */
const everywhere = ["tokens.css", "site.css", "theme.js", "site.js"];
/** The other files, and the markup that has a use for them. */
const uses = {
  "comparison.css": /<table class="matrix"|class="weigh"|class="plot|data-weigh/,
  "comparison.js": /data-weigh/,
  "draw.css": /<svg[^>]* class="draw/,
  "maths.css": /<math/,
  "prose.css": /class="[^"]*\bprose\b/,
  "prose.js": /class="[^"]*\bprose\b/,
  "search-page.js": /data-results/,
  "search.css": /data-results/,
};

let built;
before(async () => {
  built = {};
  for (const name of ["bundled", "docs", "states"]) built[name] = (await build(name));
});
after(async () => {
  for (const { close } of Object.values(built ?? {})) await close();
});

/** The name of a theme's file without the hash of its content. */
const plain = (file) => file.replace(/\.[0-9a-f]{10}(?=\.\w+$)/, "");
const sum = (sizes) => sizes.reduce((all, size) => all + size, 0);

async function themeFiles(site) {
  const sizes = new Map();
  for (const file of await readdir(join(site, "assets"))) {
    if (/\.(css|js)$/.test(file)) sizes.set(plain(file), (await stat(join(site, "assets", file))).size);
  }
  return sizes;
}

test("home is small", async () => {
  const { size } = await stat(join(built.bundled.site, "index.html"));
  assert(size <= most.home, `${size} bytes of ${most.home}`);
});

test("what every page loads is small, and no other file of the theme is large", async () => {
  const sizes = await themeFiles(built.bundled.site);
  for (const type of ["css", "js"]) {
    const size = sum(everywhere.filter((file) => file.endsWith(type)).map((file) => sizes.get(file)));
    assert(size <= most[type], `${size} bytes of ${type}, of ${most[type]}`);
  }
  const elsewhere = [...everywhere, "search-dialog.js"];
  const large = [...sizes].filter(([file, size]) => !elsewhere.includes(file) && size > most.other);
  assert.deepEqual(large, []);
});

test("what the first search loads of scripts is small", async () => {
  const assets = join(built.bundled.site, "assets");
  const [file, ...others] = (await readdir(assets)).filter((file) => plain(file) === "search-dialog.js");
  assert.deepEqual(others, []);
  const { length } = gzipSync(await readFile(join(assets, file)), { level: 9 });
  assert(length <= most.search, `${length} bytes, of ${most.search}`);
});

test("a page loads the files of the theme that it uses", async () => {
  const found = [];
  for (const [name, { site }] of Object.entries(built)) {
    for (const file of (await readdir(site, { recursive: true })).filter((file) => file.endsWith(".html"))) {
      const html = await readFile(join(site, file), "utf8");
      // An alias leads on at once.
      if (/http-equiv="refresh"/.test(html)) continue;
      const loads = [...html.matchAll(/<(?:link rel="stylesheet"|script)[^>]* (?:href|src)="[^"]*\/?assets\/([^"/]+)"/g)];
      const loaded = new Set(loads.map(([, path]) => plain(path)));
      for (const one of everywhere) if (!loaded.has(one)) found.push(`${name}/${file} lacks ${one}`);
      const body = html.slice(html.indexOf("<body"));
      for (const [one, use] of Object.entries(uses)) {
        if (loaded.has(one) && !use.test(body)) found.push(`${name}/${file} has no use for ${one}`);
      }
    }
  }
  assert.deepEqual(found, []);
});
