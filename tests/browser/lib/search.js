// What tests do with search again and again.
import { launch, withPage as withAnyPage } from "./browser.js";
import { host } from "./host.js";
import { build, serve } from "./kb.js";

/** The bundled site on a static host below a path, at `at`, and a browser; what is asked for comes with it. */
export async function published({ disk = false, server = false } = {}) {
  const opened = [];
  const kept = (one) => (opened.push(one), one);
  const close = async () => {
    for (const one of opened.reverse()) await one.close();
  };
  try {
    const served = server && kept(await serve());
    const built = kept(await build());
    const onDisk = disk && kept(await build("bundled", { extra: "\n[search]\nfile_protocol = true\n" }));
    const web = kept(await host({ "/a/b/": built.site }));
    const browser = kept(await launch());
    return { browser, built, disk: onDisk, server: served, at: `${web.origin}/a/b/`, close };
  } catch (error) {
    await close();
    throw error;
  }
}

// The note first: it says what to do. Then the word itself.
export const wanted = ["Cold starts: what the first call pays", "Cold start"];

/** What waits for search does not wait long. */
export const withPage = (browser, options, use) => withAnyPage(browser, options, (page) => {
  page.setDefaultTimeout(8000);
  return use(page);
});

export const dialog = (page) => page.locator("[data-dialog]");
export const field = (page) => dialog(page).locator("[name=q]");
export const hits = (page) => dialog(page).locator(".hit:not(.sub)");
export const active = (page) => dialog(page).locator("[aria-selected=true]");
export const shows = (page, state) => dialog(page).locator(`[data-on=${state}]`).waitFor({ state: "visible" });
export const told = (page) => dialog(page).locator("[data-told]").textContent();
/** Until the answer to these very words is there: only then Enter opens a hit. */
export const answered = (page) => page.waitForFunction(() => document.querySelector("[data-dialog] [name=q]").getAttribute("aria-activedescendant"));
export const ask = async (page, query) => {
  await dialog(page).or(page.locator("body")).first().waitFor();
  if (!(await dialog(page).isVisible())) await page.keyboard.press("/");
  await field(page).fill(query);
  await answered(page);
};
