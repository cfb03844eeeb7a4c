// The client of search: its sources in one script, as it is published, and checked by the compiler of TypeScript.
//
// `node tests/browser/lib/client.js` writes `search/client.min.js` anew; `cargo xtask client` does so.

import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { minify } from "terser";

const folder = new URL("../../../search/", import.meta.url);
const target = new URL("client.min.js", folder);

/** The sources in the order in which they need each other. */
export const sources = ["words", "stem", "files", "index", "query", "vocabulary", "rank", "excerpt", "client"].map((name) =>
  fileURLToPath(new URL(`client/${name}.js`, folder)),
);

/** Names that pages use, that stand in files, or that an answer has: they stay as they are. */
const NAMES = `kbSearch open file warm find read kinds tags statuses owners limit prefix facets query total hits notice corrected reloaded
  id kind title url score status snippet sections path label text marks tag owner name reason format language stems pages tokens pack boosts
  columns terms words positions results synonyms labels keys names`.split(/\s+/);

/** The script that is published. */
export async function made() {
  const source = `(() => {"use strict";${sources.map((path) => readFileSync(path, "utf8")).join("")}})();`;
  const { code } = await minify(source, {
    ecma: 2022,
    compress: { passes: 3, unsafe_arrows: true },
    mangle: { properties: { reserved: NAMES, keep_quoted: true } },
    format: { ecma: 2022 },
  });
  return `// Made from search/client/ by \`cargo xtask client\`.\n${code}\n`;
}

/** The script as it is in the repository. */
export const published = () => readFileSync(target, "utf8");

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(target, await made());
