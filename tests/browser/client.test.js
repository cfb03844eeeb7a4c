// The client of search by itself: its types, its published form, and files that are missing, cut or of another build.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile, rm, writeFile, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { deflateRawSync } from "node:zlib";
import { made, published, sources } from "./lib/client.js";
import { build } from "./lib/kb.js";

(0, eval)(published()["search/client.min.js"]);
const { kbSearch } = globalThis;

let built, folder;
before(async () => {
  built = await build("bundled");
  folder = join(built.site, "search");
});
after(() => built.close());

test("the published scripts are made from their sources", async () => {
  assert.deepEqual(published(), await made(), "`cargo xtask client` makes them anew");
});

test("the types hold", async () => {
  const dir = await mkdtemp(join(tmpdir(), "kb-browser-types-"));
  const compilerOptions = { allowJs: true, checkJs: true, strict: true, noEmit: true, skipLibCheck: true, types: [], target: "es2023", lib: ["es2023", "dom", "dom.iterable"] };
  await writeFile(join(dir, "tsconfig.json"), JSON.stringify({ compilerOptions, files: sources }));
  const tsc = fileURLToPath(new URL("node_modules/typescript/bin/tsc", import.meta.url));
  try {
    await promisify(execFile)(process.execPath, [tsc, "-p", dir]);
  } catch (error) {
    assert.fail(error.stdout || error.message);
  } finally {
    await rm(dir, { recursive: true });
  }
});

/** Search over the built site; `change` may hand out other bytes than those on disk. */
function over(change = (name, bytes) => bytes) {
  const asked = [];
  const read = async (name) => {
    asked.push(name);
    return change(name, new Uint8Array(await readFile(join(folder, name)).catch(() => missing())));
  };
  return { search: kbSearch.open("", { read }), asked };
}
const missing = () => {
  throw Object.assign(new Error("404"), { name: "SearchError", reason: "missing" });
};
const all = { prefix: true, facets: true, kinds: ["option", "performance", "term"] };
const query = 'cold "cold starts" servises -zeppelin';

test("what every query needs is read once, whatever asks at the same time", async () => {
  const { search, asked } = over();
  const queries = ["cold start", "cold start", "cold", "secrets"];
  await Promise.all([search.warm(), ...queries.map((text) => search.find(text, all))]);
  assert.deepEqual([...new Set(asked)].sort(), [...asked].sort());
  const before = asked.length;
  await search.find("cold start", all);
  assert.equal(asked.length, before, "and is kept");
});

for (const [kind, of] of [
  ["search.json", "search.json"],
  ["columns", "n-"],
  ["terms", "t-"],
  ["positions", "p-"],
  ["lists of positions", "x-"],
  ["words", "s-"],
  ["facets", "f-"],
  ["results", "r-"],
]) {
  for (const [harm, bad] of [
    ["missing", missing],
    ["cut", (bytes) => bytes.slice(0, bytes.length >> 1)],
    ["empty", () => new Uint8Array()],
    ["noise", (bytes) => bytes.map((_, i) => (i * 89 + 7) % 251)],
    ["of another kind", () => deflateRawSync(Buffer.from('{"format":1}'))],
    ["a list of nothing", () => deflateRawSync(Buffer.alloc(4_000, 255))],
  ]) {
    test(`${kind}: ${harm} for a moment, then whole`, async () => {
      const expected = await over().search.find(query, all);
      let hurt = 0;
      const { search } = over((name, bytes) => (name.startsWith(of) && hurt++ === 0 ? bad(bytes) : bytes));
      // What cannot be read when search is opened is read again with the query.
      await search.warm().catch((error) => assert.equal(error.name, "SearchError"));
      // Whether the manifest is read again depends on whether somebody else asked for the same file meanwhile.
      const { reloaded, ...found } = await search.find(query, all);
      assert(hurt > 0, "the file was not asked for");
      assert.deepEqual(found, expected);
      assert.equal((await search.find(query, all)).reloaded, undefined, "said once");
    });

    test(`${kind}: ${harm} for good`, async () => {
      const { search } = over((name, bytes) => (name.startsWith(of) ? bad(bytes) : bytes));
      for (let times = 0; times < 2; times++) {
        await assert.rejects(search.find(query, all), (error) => {
          assert.equal(error.name, "SearchError", error.stack);
          assert(["missing", "damaged"].includes(error.reason));
          return true;
        });
      }
    });
  }
}

test("a site that was published anew is noticed, and answered rightly", async () => {
  const { search } = over();
  await search.warm();
  const old = built;
  built = await build("bundled", { entries: { "content/guides/choosing.md": "+++\ntitle = \"Zeppelins\"\ndescription = \"They float.\"\nopinion = true\n+++\nThey float over cold water.\n" } });
  folder = join(built.site, "search");
  await old.close();
  const found = await search.find("zeppelins");
  assert.deepEqual([found.reloaded, found.hits[0]?.title], [true, "Zeppelins"]);
});

test("an index of another format, and a host that does not answer, are told apart", async () => {
  const other = over((name, bytes) => (name === "search.json" ? new TextEncoder().encode('{"format":2}') : bytes));
  await assert.rejects(other.search.find("cold"), { name: "SearchError", reason: "format" });
  const gone = kbSearch.open("http://127.0.0.1:9/");
  await assert.rejects(gone.find("cold"), { name: "SearchError", reason: "network" });
});

test("whatever is typed is answered", async () => {
  const { search } = over();
  const hostile = ['"'.repeat(10_000), "(".repeat(10_000), "a".repeat(1_000_000), "cold ".repeat(200_000), "\u0000\u0007\u001b[31m", "\ud800x\udfff", "\udc00".repeat(1_000),
    "-".repeat(1_000), "kind:".repeat(300), "日".repeat(5_000), "a.".repeat(50_000), "\u0301".repeat(700), " \u00a0\u2003", "+-+-\"", "__proto__ constructor", "toString", "kind:__proto__"];
  for (const text of hostile) {
    for (const asked of [{}, { prefix: true, facets: true }]) {
      const found = await search.find(text, asked);
      assert(Array.isArray(found.hits), text.slice(0, 20));
    }
  }
});

test("markup in texts stays text", async () => {
  const other = await build("bundled", { entries: { "content/guides/choosing.md": "+++\ntitle = \"<b>Zeppelins</b> & <script>\"\ndescription = \"<i>d</i>\"\nopinion = true\n+++\n`<img src=x>` zeppelins float\n" } });
  const read = async (name) => new Uint8Array(await readFile(join(other.site, "search", name)));
  const { hits } = await kbSearch.open("", { read }).find("zeppelins");
  assert.equal(hits[0].title, "<b>Zeppelins</b> & <script>");
  assert.match(hits[0].snippet.text, /<img src=x>/);
  await other.close();
});
