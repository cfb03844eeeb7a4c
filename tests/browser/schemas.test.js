// The feed and the map of the site, against their schemas and what these cannot say.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { validateXML } from "xmllint-wasm";
import { build } from "./lib/kb.js";

async function errors(schema, xml) {
  const { errors } = await validateXML({
    xml: { fileName: "site.xml", contents: xml },
    schema: { fileName: schema, contents: await readFile(new URL(`../schemas/${schema}`, import.meta.url), "utf8") },
    extension: "relaxng",
  });
  return errors.map(({ rawMessage }) => rawMessage);
}

const feed = (parts) => `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><id>https://kb.example.org/</id><title>A</title>
<updated>2026-11-23T00:00:00Z</updated>${parts}</feed>`;
const map = (parts) => `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${parts}</urlset>`;
const entry = "<id>https://kb.example.org/a/</id><title>A</title><updated>2026-11-23T00:00:00Z</updated>";
/** What the schemas are good for: right ones pass, wrong ones do not. */
const samples = [
  ["atom.rng", true, feed(`<author><name>A</name></author><entry>${entry}<summary>B</summary></entry>`)],
  ["atom.rng", true, feed(`<link rel="self" type="application/atom+xml" href="https://kb.example.org/feed.xml"/>`)],
  ["atom.rng", false, feed("<id>https://kb.example.org/</id>")],
  ["atom.rng", false, feed("<entry><title>A</title></entry>")],
  ["atom.rng", false, feed(`<link href="a/"/>`)],
  ["atom.rng", false, feed(`<entry>${entry.replace("T00:00:00Z", "")}</entry>`)],
  ["sitemap.rng", true, map("<url><loc>https://kb.example.org/</loc><lastmod>2026-11-23</lastmod></url>")],
  ["sitemap.rng", false, map("")],
  ["sitemap.rng", false, map("<url><loc>a/</loc></url>")],
  ["sitemap.rng", false, map("<url><loc>https://kb.example.org/</loc><lastmod>23 November</lastmod></url>")],
];
samples.forEach(([schema, right, xml], at) => {
  test(`sample ${at + 1} of ${schema} ${right ? "passes" : "fails"}`, async () => {
    const found = await errors(schema, xml);
    assert.equal(found.length === 0, right, found.join("\n"));
  });
});

const base = "https://kb.example.org/below";
for (const name of ["bundled", "docs", "states"]) {
  describe(name, () => {
    let built;
    before(async () => {
      built = await build(name, { settings: { base_url: base } });
    });
    after(() => built?.close());
    for (const [file, schema] of [["feed.xml", "atom.rng"], ["sitemap.xml", "sitemap.rng"]]) {
      // The documentation has no entry with a date, so nothing to tell of.
      if (name === "docs" && file === "feed.xml") continue;
      test(file, async () => {
        const path = join(built.site, file);
        const xml = await readFile(path, "utf8");
        assert.deepEqual(await errors(schema, xml), []);
        const places = [...xml.matchAll(/(?:<loc>|<link [^>]*href=")([^<"]+)/g)].map(([, place]) => place);
        assert(places.length > 0);
        const dead = places.filter((place) => {
          if (!place.startsWith(`${base}/`)) return true;
          const at = decodeURIComponent(place.slice(base.length));
          return !existsSync(join(built.site, at.endsWith("/") ? `${at}index.html` : at));
        });
        assert.deepEqual(dead, [], "places that are no file of the site");
        if (schema === "sitemap.rng") {
          assert.equal(new Set(places).size, places.length, "places that stand twice");
        } else {
          const ids = [...xml.matchAll(/<id>([^<]+)/g)].map(([, id]) => id);
          assert.equal(new Set(ids).size, ids.length, "ids that stand twice");
          // RFC 4287, 4.1.1: a feed names its author, or each of its entries does.
          const authored = /<author>/.test(xml.split("<entry")[0]);
          const entries = xml.split("<entry").slice(1);
          assert(authored || entries.every((one) => one.includes("<author>")), "who wrote it");
        }
      });
    }
  });
}
