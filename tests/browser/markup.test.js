// Every page of every site that is built here, as a validator reads it.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { HtmlValidate, StaticConfigLoader } from "html-validate";
import { build } from "./lib/kb.js";

const config = {
  extends: ["html-validate:recommended"],
  rules: {
    // Lists have names too: ARIA admits one for whatever has a role that can have one.
    "aria-label-misuse": ["error", { allowAnyNamable: true }],
    "doctype-style": ["error", { style: "lowercase" }],
    // A title has 70 characters at most, and the name of the site comes after it.
    "long-title": ["error", { maxlength: 150 }],
    // Ids of headings are those that code hosts make, and these may begin with a number.
    "valid-id": ["error", { relaxed: true }],
    // No native element lists hits below a field; a table that scrolls is a region with a name, but no part of the text.
    "prefer-native-element": ["error", { exclude: ["listbox", "region"] }],
    // The form of the search dialog is sent with Enter, and the dialog exists with scripts only.
    "wcag/h32": "off",
  },
};

const validator = new HtmlValidate(new StaticConfigLoader(config));

for (const name of ["bundled", "docs", "states"]) {
  test(`every page is valid HTML: ${name}`, async () => {
    const built = await build(name);
    try {
      const files = (await readdir(built.site, { recursive: true })).filter((file) => file.endsWith(".html"));
      const found = [];
      for (const file of files.sort()) {
        const { results } = await validator.validateString(await readFile(join(built.site, file), "utf8"));
        for (const { messages } of results) {
          for (const { line, column, ruleId, message } of messages) {
            found.push(`${file}:${line}:${column}: ${ruleId}: ${message}`);
          }
        }
      }
      assert(files.length > 30, `only ${files.length} pages`);
      assert.deepEqual(found, []);
    } finally {
      await built.close();
    }
  });
}
