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
