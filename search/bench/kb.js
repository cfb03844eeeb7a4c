// kb's search as its pages use it: the client, the first six results, and what the dialog around them weighs.

export const name = "kb";

/** The page is there before anybody searches, so it is asked for once and not counted. */
let home;

/** The address of the client and the dialog, which a page names in an attribute. */
async function script(origin) {
  home ??= await (await fetch(`${origin}/`)).text();
  return new URL(/<dialog[^>]* data-ui="([^"]+)"/.exec(home)?.[1] ?? "missing", `${origin}/`).pathname;
}

/** Files of the interface that come beside what `open` asks for: none, it is one file with the client. */
export async function shell(origin) {
  await script(origin);
  return [];
}

/** Whether a file is code, and not part of an index. */
export const isCode = (path) => !path.startsWith("/search/");

/** Makes the page ready, up to the moment at which somebody types. */
export async function open(page, origin) {
  await page.evaluate(async (src) => {
    const code = await (await fetch(src)).text();
    // Without the pages of a site the dialog has nothing to stand in; the client alone runs.
    new Function(code.slice(0, code.indexOf("const kbDialog")))();
    const client = await kbSearch.open(new URL("/search/", location).href);
    await client.warm();
    // As the dialog asks: the last word may be unfinished.
    window.bench = {
      rank: (query) => client.find(query, { limit: 0, prefix: true }),
      answer: (query) => client.find(query, { limit: 6, prefix: true }).then(({ hits }) => hits),
    };
  }, await script(origin));
}

/** The field of the dialog; `loaded` is called when the page is there and nothing of search yet. */
export async function field(page, origin, loaded) {
  await page.goto(`${origin}/`);
  await loaded();
  await page.keyboard.press("/");
  return page.locator("dialog[open] input[name=q]");
}
