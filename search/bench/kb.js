// kb's search as its pages use it: the client, the first six results, and what the dialog around them weighs.

export const name = "kb";

/** The page is there before anybody searches, so it is asked for once and not counted. */
let home;

/** Addresses that a page names in attributes of its dialog. */
async function named(origin) {
  home ??= await (await fetch(`${origin}/`)).text();
  const tag = /<dialog[^>]*>/.exec(home)?.[0] ?? "";
  const of = (attribute) => new URL(new RegExp(`${attribute}="([^"]+)"`).exec(tag)?.[1] ?? "missing", `${origin}/`).pathname;
  return { client: of("data-client"), dialog: of("data-ui") };
}

/** The file of the dialog; it is asked for when somebody searches. */
export const shell = async (origin) => [(await named(origin)).dialog];

/** Whether a file is code, and not part of an index. */
export const isCode = (path) => !path.startsWith("/search/");

/** Makes the page ready, up to the moment at which somebody types. */
export async function open(page, origin) {
  await page.evaluate(async (src) => {
    await new Promise((onload, onerror) => document.head.append(Object.assign(document.createElement("script"), { src, onload, onerror })));
    const client = await kbSearch.open(new URL("/search/", location).href);
    await client.warm();
    window.bench = {
      rank: (query) => client.find(query, { limit: 0 }),
      answer: (query) => client.find(query, { limit: 6 }).then(({ hits }) => hits),
    };
  }, (await named(origin)).client);
}
