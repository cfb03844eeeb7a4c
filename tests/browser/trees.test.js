// Decision trees as readers meet them: every path of the bundled tree with and without scripts, answers changed, shared
// and gone stale, fields for numbers and picks, and a tree with too many paths for pages of their own.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { after, before, test } from "node:test";
import { complaints, follow, launch, withPage, words } from "./lib/browser.js";
import { host } from "./lib/host.js";
import { binary, build, copyOfContent } from "./lib/kb.js";

const tree = "trees/serverless-or-microservices/";
const start = `${tree}q/stage/`;

let browser, built, capped, states, statesCapped, content, server, web;
before(async () => {
  built = await build();
  capped = await build("bundled", { extra: "[trees]\npath_pages = 10\n" });
  states = await build("states");
  statesCapped = await build("states", { extra: "[trees]\npath_pages = 2\n" });
  content = await copyOfContent();
  browser = await launch();
  server = await host({
    "/": built.site,
    "/capped/": capped.site,
    "/states/": states.site,
    "/states-capped/": statesCapped.site,
  });
  web = `${server.origin}/`;
});
after(async () => {
  await browser?.close();
  await server?.close();
  for (const folder of [built, capped, states, statesCapped]) await folder?.close();
  await content?.remove();
});

/** Runs kb in a copy of the bundled knowledge base; gives what it writes. */
function kb(...flags) {
  const run = spawnSync(binary, [...flags, "--today", "2026-11-23"], { cwd: content.root, encoding: "utf8" });
  assert.equal(run.status, 0, run.stderr);
  return run.stdout;
}

/** Every path of the bundled tree: its answers, and the outcome that the terminal gives. */
function paths() {
  const lines = kb("tree", "paths", "serverless-or-microservices").trim().split("\n");
  return lines.map((line) => {
    const [answers, outcome] = line.split(" → ");
    return { answers: answers.split(" ").map((answer) => answer.split("=")), outcome };
  });
}

const pathOf = (answers) => `${tree}p/${answers.map((answer) => `${answer.join(".")}/`).join("")}`;
const heading = async (page) => words(await page.locator("#kb-main h1").innerText());
const titles = async () => {
  const twin = await (await fetch(`${web}trees/serverless-or-microservices.json`)).json();
  return Object.fromEntries(twin.outcomes.map(({ id, title }) => [id, title]));
};

for (const javaScriptEnabled of [true, false]) {
  test(`every path leads to its outcome ${javaScriptEnabled ? "with" : "without"} scripts`, async () => {
    const named = await titles();
    await withPage(browser, { javaScriptEnabled }, async (page) => {
      const found = new Map();
      const open = [{ url: web + start, answers: [] }];
      while (open.length) {
        const { url, answers } = open.pop();
        await page.goto(url);
        const links = page.locator("#kb-main .choices a");
        const next = await links.evaluateAll((all) => all.map((a) => ({ url: a.href, answer: a.dataset.a })));
        if (!next.length) found.set(new URL(url).pathname, await heading(page));
        const step = next.length && new URL(next[0].url).pathname.split("/p/")[1].split("/").at(-2);
        for (const { url, answer } of next) {
          open.push({ url, answers: [...answers, [step.slice(0, step.lastIndexOf(".")), answer]] });
        }
      }
      const expected = new Map(paths().map(({ answers, outcome }) => [`/${pathOf(answers)}`, named[outcome]]));
      assert.equal(found.size, 51);
      assert.deepEqual(new Map([...found].sort()), new Map([...expected].sort()));
    });
  });
}

test("an answer is changed, Back goes back, and a shared address opens in a fresh browser", async () => {
  let shared;
  await withPage(browser, {}, async (page) => {
    const answer = (name) => page.locator("#kb-main .choices").getByRole("link", { name }).click();
    await page.goto(web + tree);
    await answer("In daily use, and growing");
    await answer("No, most changes touch the whole of it");
    const question = page.url();
    await page.getByLabel("Your number, in %").fill("60");
    await page.getByRole("button", { name: "Continue" }).click();
    assert.equal(await heading(page), "Serverless, with alarms on the bill and on sprawl");
    shared = page.url();
    await page.goBack();
    assert.equal(page.url(), question);
    await page.goForward();
    const change = page.locator("section[aria-labelledby=kb-answers]").getByRole("link", { name: "Change" });
    assert.equal(await change.count(), 3);
    await change.nth(1).click();
    assert.equal(await heading(page), "Does the product have parts that work on their own?");
    await answer("Yes, parts such as sign-in and billing stand alone");
    assert.equal(await heading(page), "Who builds it?");
  });
  await withPage(browser, { javaScriptEnabled: false }, async (page) => {
    await page.goto(shared);
    assert.equal(await heading(page), "Serverless, with alarms on the bill and on sprawl");
    const changes = page.locator("section[aria-labelledby=kb-changes] li");
    assert.match(words(await changes.filter({ hasText: "100 % or more" }).innerText()), /Can you build and run/);
  });
});

test("a number outside all ranges and no number are refused with a message", async () => {
  await withPage(browser, {}, async (page) => {
    await page.goto(`${web}states/trees/which-shape/p/stage.large/`);
    const field = page.getByLabel("Your number, in %"), go = page.getByRole("button", { name: "Continue" });
    for (const wrong of ["", "many", "101", "-1", "1e1"]) {
      await field.fill(wrong);
      await go.click();
      assert(await page.getByText("Enter a number that one of the ranges below holds").isVisible(), wrong);
      assert.match(page.url(), /stage\.large\/$/);
    }
    for (const [right, path] of [["19,9", "little"], ["20", "much"], ["100", "much"], ["0", "little"]]) {
      await page.goto(`${web}states/trees/which-shape/p/stage.large/`);
      await field.fill(right);
      await go.press("Enter");
      await page.waitForURL(`**/stage.large/share.${path}/`);
    }
  });
});

test("boxes pick the rule that holds", async () => {
  await withPage(browser, {}, async (page) => {
    for (const [boxes, path] of [[["Mail"], "any"], [["Mail", "Files"], "any"], [[], "else"]]) {
      await page.goto(`${web}states/trees/which-shape/p/stage.large/share.little/`);
      for (const box of boxes) await page.getByRole("checkbox", { name: box }).check();
      await page.getByRole("button", { name: "Continue" }).click();
      await page.waitForURL(`**/share.little/parts.${path}/`);
    }
  });
});

test("an address that no longer exists offers the trees", async () => {
  await withPage(browser, { javaScriptEnabled: false }, async (page) => {
    const answer = await page.goto(`${web}${tree}p/stage.gone/parts.distinct/`);
    assert.equal(answer.status(), 404);
    await page.locator("#kb-main").getByRole("link", { name: "Serverless, microservices, or both?" }).last().click();
    assert.equal(await heading(page), "Where is the product today?");
  });
});

test("over the cap answers stand in the address and lead where the terminal leads", async () => {
  const named = await titles();
  await withPage(browser, {}, async (page) => {
    const found = await complaints(page, web);
    for (const { answers, outcome } of paths()) {
      const query = answers.map((answer) => answer.join("=")).join("&");
      // The page of another outcome sends its answers where they lead.
      const other = outcome === "hybrid" ? "serverless" : "hybrid";
      await page.goto(`${web}capped/${tree}o/${other}/?${query}`, { waitUntil: "commit" });
      await page.waitForURL(`**/capped/${tree}o/${outcome}/?**`);
      assert.equal(await heading(page), named[outcome]);
      assert.equal(await page.locator("section[aria-labelledby=kb-answers] dt").count(), answers.length);
    }
    assert.deepEqual(found, []);
  });
});

test("over the cap a reader walks, changes an answer and sees what is not used", async () => {
  await withPage(browser, {}, async (page) => {
    const answer = (name) => page.locator("#kb-main .choices").getByRole("link", { name }).click();
    await page.goto(`${web}capped/${start}`);
    await answer("In daily use, and growing");
    await answer("No, most changes touch the whole of it");
    await page.getByLabel("Your number, in %").fill("130");
    await page.getByRole("button", { name: "Continue" }).click();
    await answer("Yes, and someone here has run such a system");
    await answer("Yes, and nobody sits waiting for their result");
    assert.equal(await heading(page), "An always-on core with functions beside it");
    const { searchParams } = new URL(page.url());
    assert.equal(searchParams.get("cost-ratio"), "130");
    assert.match(searchParams.get("v"), /^[0-9a-f]{12}$/);

    // The script fills the record in once the page is there.
    await page.waitForFunction(() => !document.querySelector("#kb-draft").value.includes("{answers}"));
    const draft = await page.locator("#kb-draft").inputValue();
    assert.match(draft, /answers = "stage=growing parts=one-piece cost-ratio=130 ops=ready background-work\.jobs=some"/);
    assert.match(draft, /- Where is the product today\? \*\*In daily use, and growing\*\*/);
    assert.match(draft, /## More information\n\nReasons:\n\n- \[\[always-on-traffic\]\]/);
    assert.doesNotMatch(draft, /[{}]/);
    const reasons = page.locator("[data-fits]");
    assert.match(words(await reasons.innerText()), /^Why it fits your answers In daily use, and growing Steady traffic around the clock/);
    assert.equal(await page.locator("[data-unless]").isVisible(), false, "nothing is raised against it");
    assert.match(await page.locator("[data-compare]").getAttribute("href"), /\?w=.*cost-model:0/);
    await page.locator("section[aria-labelledby=kb-changes]").getByRole("link").first().waitFor();

    await page.locator("section[aria-labelledby=kb-answers]").getByRole("link", { name: "Change" }).nth(1).click();
    assert.equal(await heading(page), "Does the product have parts that work on their own?");
    await answer("Yes, parts such as sign-in and billing stand alone");
    await answer("Several teams, working in parallel");
    // The later answers were kept: only the one about the bill is no longer on the path.
    assert.equal(await heading(page), "An always-on core with functions beside it");
    await page.locator("[data-unused]").waitFor();
    assert.match(words(await page.locator("[data-unused]").innerText()), /No longer on your path: What is your pay-per-use/);
    await page.goBack();
    assert.equal(await heading(page), "Who builds it?");
  });
});

test("over the cap a stale version, a wrong answer and unknown keys are told apart", async () => {
  await withPage(browser, {}, async (page) => {
    const notice = page.locator("[data-notice]");
    await page.goto(`${web}capped/${tree}q/ops/?stage=growing&v=000000000000`, { waitUntil: "commit" });
    await page.waitForURL("**/q/parts/?**");
    assert.match(await notice.innerText(), /This tree has changed/);

    await page.goto(`${web}capped/${tree}q/ops/?stage=growing&parts=three&utm_source=x`, { waitUntil: "commit" });
    await page.waitForURL("**/q/parts/?**");
    assert.match(await notice.innerText(), /none of this question's answers/);
    assert(!new URL(page.url()).searchParams.has("utm_source"));

    await page.goto(`${web}capped/${tree}q/ops/`);
    assert(!(await notice.isVisible()), "a page without answers is the plain page");
    assert.equal(await page.locator("section[data-from]").isVisible(), true);
  });
  await withPage(browser, { javaScriptEnabled: false }, async (page) => {
    await page.goto(`${web}capped/${start}?stage=growing`);
    assert.equal(await heading(page), "Where is the product today?");
    await page.locator("#kb-main .choices").getByRole("link", { name: "In daily use, and growing" }).click();
    assert.equal(await heading(page), "Does the product have parts that work on their own?");
  });
});

test("over the cap numbers and picks stand in the address as they were given", async () => {
  await withPage(browser, {}, async (page) => {
    await page.goto(`${web}states-capped/trees/which-shape/q/share/?stage=large`);
    await page.getByLabel("Your number, in %").fill("19,5");
    await page.getByRole("button", { name: "Continue" }).click();
    await page.waitForURL("**/q/parts/?stage=large&share=19.5&v=**");
    for (const box of ["Mail", "Files"]) await page.getByRole("checkbox", { name: box }).check();
    await page.getByRole("button", { name: "Continue" }).click();
    await page.waitForURL("**/q/sure/?stage=large&share=19.5&parts=mail,files&v=**");
    const unknown = "stage=large&share=0&parts=mail,letters";
    await page.goto(`${web}states-capped/trees/which-shape/q/sure/?${unknown}`, { waitUntil: "commit" });
    await page.waitForURL("**/q/parts/?**");
    assert(await page.locator("[data-notice]").isVisible());
  });
});

test("a decision is made by keyboard alone", async () => {
  await withPage(browser, {}, async (page) => {
    await page.goto(web + tree);
    const choose = (answer) => follow(page, "#kb-main .choices", answer);
    await choose("On functions already, and it hurts");
    await choose("The bill keeps growing");
    await page.getByLabel("Your number, in %").focus();
    await page.keyboard.type("60");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/cost-ratio.cheaper/");
    assert.equal(await heading(page), "Serverless, with alarms on the bill and on sprawl");
  });
});

test("a screen reader hears question, answers, progress and result in order", async () => {
  const inOrder = (text, parts) => {
    let at = 0;
    for (const part of parts) {
      const found = text.indexOf(part, at);
      assert(found >= 0, `${part} comes after what stands before it in\n${text}`);
      at = found;
    }
  };
  await withPage(browser, {}, async (page) => {
    await page.goto(`${web}${tree}p/stage.growing/parts.distinct/`);
    inOrder(await page.locator("#kb-main").ariaSnapshot(), [
      "paragraph: Question 3. At most 4 more.",
      'heading "Who builds it?" [level=1]',
      'link "Several teams, working in parallel',
      'link "One team, or a handful of people',
      'heading "Your answers so far" [level=2]',
      "term: Where is the product today?",
      "definition: In daily use, and growing",
      'link "Change the answer to: Where is the product today?"',
      'heading "Where you are in the tree" [level=2]',
    ]);
    await page.goto(`${web}${tree}p/stage.growing/parts.one-piece/cost-ratio.cheaper/`);
    inOrder(await page.locator("#kb-main").ariaSnapshot(), [
      "paragraph: Recommendation",
      'heading "Serverless, with alarms on the bill and on sprawl" [level=1]',
      'link "Record this decision"',
      'heading "Why it fits your answers" [level=2]',
      'heading "Your answers" [level=2]',
      'heading "What would change this" [level=2]',
    ]);
  });
});
