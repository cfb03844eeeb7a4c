// What a first search loads of scripts, as it is published: without comments, with short names. Made from the sources.
//
// `node tests/browser/lib/client.js` writes the files anew; `cargo xtask client` does so.

import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { minify } from "terser";

const root = new URL("../../../", import.meta.url);
const read = (path) => readFileSync(new URL(path, root), "utf8");

/** The sources of the client in the order in which they need each other. */
const parts = ["words", "stem", "files", "index", "query", "vocabulary", "rank", "excerpt", "client"].map((name) => `search/client/${name}.js`);
export const sources = parts.map((path) => fileURLToPath(new URL(path, root)));

/** Each file that is published, and the script that it is made from. */
const scripts = {
  "search/client.min.js": () => `(() => {"use strict";${parts.map(read).join("")}})();`,
  "themes/default/min/search-dialog.js": () => read("themes/default/static/search-dialog.js"),
};

/** The published files as their sources make them. */
export async function made() {
  const files = {};
  for (const [path, script] of Object.entries(scripts)) {
    const compress = { passes: 3, unsafe: true, unsafe_arrows: true };
    const { code } = await minify(script(), { ecma: 2022, compress, mangle: true, format: { ecma: 2022 } });
    files[path] = `${code}\n`;
  }
  return files;
}

/** The files as they are in the repository. */
export const published = () => Object.fromEntries(Object.keys(scripts).map((path) => [path, read(path)]));

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [path, text] of Object.entries(await made())) writeFileSync(new URL(path, root), text);
}
