// What search says when it cannot answer, and how each state looks.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { fakeSearch, hit } from "./lib/fake-search.js";
import { axe, sideways, targets } from "./lib/looks.js";
import { answered, ask, dialog, field, published, shows, withPage } from "./lib/search.js";

let browser, built, at, close;
before(async () => {
  ({ browser, built, at, close } = await published());
});
after(() => close?.());

describe("when it cannot search", () => {
  /** The state in the dialog, which lasts, and what ends it; then the same on the page. */
  const trouble = async (break_, state, more = {}) => {
    await withPage(browser, {}, async (page) => {
      await break_(page);
      await page.goto(more.at?.() ?? at);
      await page.keyboard.press("/");
      await field(page).fill("cold");
      await shows(page, state);
      await field(page).pressSequentially(" st");
      await page.waitForTimeout(900);
      assert(await dialog(page).locator(`[data-on=${state}]`).isVisible(), "still");
      if (more.mended) {
        await more.mended(page);
        await dialog(page).locator(`[data-on=${state}] [data-retry]`).click();
        await answered(page);
        assert(await field(page).evaluate((e) => e === document.activeElement), "the field has the focus");
      }
      if (more.gone) {
        await more.gone(page);
        await dialog(page).locator(`[data-on=${state}] [data-reload]`).click();
        await dialog(page).waitFor({ state: "hidden" });
        await ask(page, "cold");
        await break_(page);
      }
      await page.goto(`${more.at?.("search/") ?? `${at}search/`}?q=cold`);
      if (more.mended) return page.locator("[data-list] h2").first().waitFor();
      await page.locator(`[data-when=${state}]`).waitFor({ state: "visible" });
      if (!more.gone) return;
      await more.gone(page);
      await page.locator(`[data-when=${state}] [data-reload]`).click();
      await page.locator("[data-list] h2").first().waitFor();
    });
  };
  const mended = (page) => page.unrouteAll(), gone = mended;
  const dialogScript = /search-dialog\./;
  test("the scripts do not come", () => trouble((page) => page.route(dialogScript, (route) => route.abort()), "away", { mended }));
  test("the host fails to hand out scripts", () => trouble((page) => page.route(dialogScript, (route) => route.fulfill({ status: 503 })), "away", { mended }));
  test("the scripts are gone", () => trouble((page) => page.route(dialogScript, (route) => route.fulfill({ status: 404 })), "old", { gone }));
  test("a page stands where the scripts were", () =>
    trouble((page) => page.route(dialogScript, (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html>not here" })), "old", { gone }));
  test("the index is missing", () => trouble((page) => page.route(/\/search\/search\.json/, (route) => route.fulfill({ status: 404 })), "error", { mended }));
  test("the index is damaged", () => trouble((page) => page.route(/\/search\/search\.json/, (route) => route.fulfill({ body: "{" })), "error", { mended }));
  test("a file is cut", () => trouble((page) => page.route(/\/search\/t-.*\.bin/, (route) => route.fulfill({ body: Buffer.from([1, 2, 3]) })), "error", { mended }));
  test("a host answers with a page for what is missing", () =>
    trouble((page) => page.route(/\/search\/.*\.(bin|json)/, (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html>not here" })), "error", { mended }));
  test("the server fails", () => trouble((page) => page.route(/\/search\/[ts]-/, (route) => route.fulfill({ status: 500 })), "away", { mended }));
  test("the index is of another format", () => trouble((page) => page.route(/\/search\/search\.json/, (route) => route.fulfill({ body: '{"format":0}' })), "old", { gone }));
  test("opened from disk without files for it", () =>
    trouble(() => {}, "disk", { at: (path = "") => `${pathToFileURL(`${built.site}/`).href}${path}index.html` }));

  test("offline, and back again", async () => {
    await withPage(browser, {}, async (page) => {
      await page.goto(at);
      await page.context().setOffline(true);
      await page.keyboard.press("/");
      await field(page).fill("cold");
      await shows(page, "offline");
      await page.context().setOffline(false);
      await dialog(page).locator("[data-on=offline] [data-retry]").click();
      await answered(page);
      await page.context().setOffline(true);
      await field(page).fill("what is not loaded yet: monolith");
      await shows(page, "offline");
    });
  });
});

// Every state, as it looks: the policy of the pages would keep axe out.
for (const colorScheme of ["light", "dark"]) {
  test(`every state passes axe and fits small screens, ${colorScheme}`, async () => {
    await withPage(browser, { bypassCSP: true, colorScheme, reducedMotion: "reduce", viewport: { width: 320, height: 640 } }, async (page) => {
      const long = "Averylongwordthatdoesnotendandgoesonandonandonandonandonandonandon";
      const full = hit("full", { status: "superseded", path: ["Manual", long], title: long, sections: [{ title: long, url: "all/#a" }, { title: "Two", url: "all/#b" }] });
      const facets = { kind: [["note", 3], [long, 2]], tag: [["a", 1], ["b", 1]], status: [["accepted", 1], ["draft", 2]], owner: [["@a", 1], ["@b", 1]] };
      const answers = {
        hits: { hits: [full, hit("b")], corrected: "full text", instead: "full", cut: true, reloaded: true, facets },
        none: { facets, corrected: "nothing" },
        loading: { wait: 100000 },
        error: { fails: "damaged" },
        away: { fails: "network" },
        old: { fails: "format" },
      };
      await fakeSearch(page, (q) => answers[q]);
      await page.goto(at);
      await page.evaluate(() => localStorage.setItem("kb-recent", JSON.stringify(["cold start", "x".repeat(90)])));
      const found = [];
      const look = async (state) => {
        for (const text of [...(await axe(page)), ...(await page.evaluate(sideways)), ...(await page.evaluate(targets))]) found.push(`${state}: ${text}`);
      };
      // what lies behind the dialog is not to be hit
      await page.evaluate(() => document.querySelectorAll("body > :not(dialog)").forEach((e) => { e.hidden = true; }));
      await page.keyboard.press("/");
      await shows(page, "idle");
      await look("idle");
      for (const state of ["hits", "none", "loading", "error", "away", "old"]) {
        await field(page).fill(state);
        await shows(page, state);
        if (state === "hits") {
          await dialog(page).locator("[data-filtering]").click();
          await dialog(page).locator("[data-chips] button").first().waitFor();
        }
        await look(state);
      }
      for (const state of ["offline", "disk"]) {
        await page.evaluate((s) => document.querySelectorAll("[data-on]").forEach((n) => { n.hidden = n.dataset.on !== s; }), state);
        await look(state);
      }
      for (const [width, state] of [[320, "hits"], [1440, "hits"], [320, "none"], [320, "loading"], [320, "error"], [320, "away"], [320, "old"]]) {
        await page.setViewportSize({ width, height: 640 });
        await page.goto(`${at}search/?q=${state}`);
        await page.locator(`[data-when=${state}]`).waitFor({ state: "visible" });
        await look(`page ${width} ${state}`);
      }
      await page.goto(`${at}search/?q=none&kind=note`);
      await page.locator("[data-when=few]").waitFor({ state: "visible" });
      await look("page few");
      await page.goto(`${at}performance/cold-starts/`);
      await page.evaluate(() => { localStorage.setItem("kb-found", `${location.pathname.replace(/\/$/, "")}\n${Date.now()}\ncold`); });
      await page.reload();
      await page.locator(".found").waitFor();
      await look("marks");
      assert.deepEqual(found, []);
    });
  });
}
