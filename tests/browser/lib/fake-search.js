// A client of search whose answers the tests choose, for states that a sound index does not lead to.
import { readFileSync } from "node:fs";

/** The dialog as it is published after the client. */
const dialog = readFileSync(new URL("../../../themes/default/min/search-dialog.js", import.meta.url), "utf8");

/** What the page loads in place of the client. */
const script = `globalThis.kbSearch = {
  open: (base) => ({
    warm: async () => {},
    find: async (query, options) => {
      const { wait = 0, fails, ...answer } = await window.kbFake(query, options);
      await new Promise((done) => setTimeout(done, wait));
      if (fails) throw Object.assign(Error(fails), { name: "SearchError", reason: fails });
      return { query, total: (answer.hits ?? []).length, hits: [], labels: { note: "Note", option: "Option" }, ...answer };
    },
  }),
};`;

/** Pages of this context ask `answer(query, options)`: a part of an answer, `{ fails }`, and how long to `wait`. */
export async function fakeSearch(page, answer) {
  await page.exposeFunction("kbFake", answer);
  await page.route(/\/search-dialog\.\w+\.js$/, (route) => route.fulfill({ contentType: "text/javascript", body: `${script}\n${dialog}` }));
}

/** A hit with all that a hit may have. */
export const hit = (id, more = {}) => ({
  id,
  kind: "note",
  label: "Note",
  title: `Title of ${id}`,
  url: "performance/cold-starts/",
  score: 1,
  status: "accepted",
  path: [],
  snippet: { text: `some text of ${id}`, marks: [[5, 9]] },
  sections: [],
  ...more,
});
