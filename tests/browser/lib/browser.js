// Chromium, and what tests do and ask in it again and again.
import { existsSync } from "node:fs";
import assert from "node:assert/strict";
import { chromium } from "playwright-core";

const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

export function launch() {
  const executablePath = process.env.KB_CHROMIUM ?? places.find((place) => existsSync(place));
  assert(executablePath, "no Chromium found; name one with KB_CHROMIUM");
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-dev-shm-usage",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
    ],
  });
}

/** Runs `use` with a page of a fresh context. */
export async function withPage(browser, options, use) {
  const context = await browser.newContext(options);
  try {
    await use(await context.newPage());
  } finally {
    await context.close();
  }
}

/** Presses Tab until a link or button of this name, inside `within`, has the focus. */
export async function tabTo(page, within, name) {
  const wanted = page.locator(within).getByRole("link", { name });
  await wanted.first().waitFor();
  const reached = page.locator(`:is(${within}) a:focus`).filter({ hasText: name });
  for (let presses = 0; presses < 150; presses++) {
    if ((await reached.count()) > 0) return reached.first();
    await page.keyboard.press("Tab");
  }
  assert.fail(`150 times Tab did not reach ${name} in ${within} of ${page.url()}`);
}

/** Tabs to a link and follows it with Enter; gives the title of the page it leads to. */
export async function follow(page, within, name) {
  const link = await tabTo(page, within, name);
  const target = await link.evaluate((a) => a.href);
  await page.keyboard.press("Enter");
  await page.waitForURL(target);
  return page.locator("h1").innerText();
}

/** Everything that a page complains about, and every address outside `origin` that it asks. */
export async function complaints(page, origin) {
  const found = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) found.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => found.push(`uncaught: ${error.message}`));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !url.startsWith("data:")) found.push(`asks ${url}`);
  });
  page.on("response", (response) => {
    const known = response.request().isNavigationRequest();
    if (response.status() >= 400 && !known) found.push(`${response.status()} for ${response.url()}`);
  });
  await page.exposeFunction("kbViolation", (text) => found.push(`policy: ${text}`));
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) =>
      window.kbViolation(`${event.violatedDirective} ${event.blockedURI}`),
    );
  });
  return found;
}

/** The words of an element's text, without differences of white space. */
export function words(text) {
  return text.replace(/\s+/g, " ").trim();
}
