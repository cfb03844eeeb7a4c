// What a writer sees: saved, and there; broken, and told.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, withPage } from "./lib/browser.js";
import { serve } from "./lib/kb.js";

const file = "content/performance/cold-starts.md";

let browser, server;
before(async () => {
  server = await serve();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

test("an edit shows, a mistake is explained over the last good page, its repair takes that away", async () => {
  await withPage(browser, {}, async (page) => {
    const original = await server.content.read(file);
    const waits = page.waitForRequest(/_kb\/events/);
    await page.goto(`${server.url}performance/cold-starts/`);
    await waits;

    await server.content.write(file, `${original}\nA sentence from just now.\n`);
    await page.getByText("A sentence from just now.").waitFor();

    const key = '"<img src=x>"';
    await server.content.write(file, original.replace("+++\n", `+++\n${key} = 1\n`));
    const overlay = page.locator(".kb-overlay");
    await overlay.waitFor();
    const text = await overlay.innerText();
    assert.match(text, /error\[unknown-key\]/);
    assert.match(text, /content\/performance\/cold-starts\.md:2:/);
    assert.match(text, /<img src=x>/, "what the author wrote is shown as text");
    assert.equal(await overlay.locator("img").count(), 0);
    await page.getByText("A sentence from just now.").waitFor();

    await server.content.write(file, original);
    await overlay.waitFor({ state: "detached" });
    await page.getByText("A sentence from just now.").waitFor({ state: "detached" });
  });
});

test("a page that the edit does not touch keeps its place", async () => {
  await withPage(browser, {}, async (page) => {
    const original = await server.content.read(file);
    const waits = page.waitForRequest(/_kb\/events/);
    await page.goto(`${server.url}comparisons/serverless-vs-microservices/`);
    await waits;
    await page.evaluate(() => scrollTo(0, 400));
    const reloads = page.waitForEvent("load");
    await server.content.write(file, original.replace("## The point", "## The point of it"));
    await reloads;
    await page.waitForFunction(() => Math.abs(scrollY - 400) < 5);
    await server.content.write(file, original);
  });
});
