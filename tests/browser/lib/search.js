// What tests do with search again and again.
import { withPage as withAnyPage } from "./browser.js";

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
