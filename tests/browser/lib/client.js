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

/** The script that is published. */
export async function made() {
  const source = `(() => {"use strict";${sources.map((path) => readFileSync(path, "utf8")).join("")}})();`;
  const { code } = await minify(source, {
    ecma: 2022,
    compress: { passes: 3, unsafe_arrows: true },
    format: { ecma: 2022 },
  });
  return `// Made from search/client/ by \`cargo xtask client\`.\n${code}\n`;
}

/** The script as it is in the repository. */
export const published = () => readFileSync(target, "utf8");

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(target, await made());
