// Pagefind as its documentation has it: the API, the first six results, and what its default interface weighs.

export const name = "Pagefind";

/** The files of the interface; the page loads them before anybody searches. */
export const shell = async () => ["/pagefind/pagefind-ui.js", "/pagefind/pagefind-ui.css"];

/** Whether a file is code, and not part of an index. */
export const isCode = (path) => /\.(js|css)$|\/wasm\./.test(path);

/** Makes the page ready, up to the moment at which somebody types. */
export async function open(page) {
  await page.evaluate(async () => {
    const pagefind = await import("/pagefind/pagefind.js");
    await pagefind.init();
    window.bench = {
      rank: (query) => pagefind.search(query),
      async answer(query) {
        const { results } = await pagefind.search(query);
        return Promise.all(results.slice(0, 6).map((result) => result.data()));
      },
    };
  });
}

/** The field of its default interface; `loaded` is called when the page is there and nothing of search yet. */
export async function field(page, origin, loaded) {
  await page.goto(`${origin}/bench/`);
  await loaded();
  await page.addStyleTag({ url: "/pagefind/pagefind-ui.css" });
  await page.addScriptTag({ url: "/pagefind/pagefind-ui.js" });
  await page.evaluate(() => {
    document.body.append(Object.assign(document.createElement("div"), { id: "search" }));
    new PagefindUI({ element: "#search" });
  });
  return page.locator("#search input[type=text]");
}
