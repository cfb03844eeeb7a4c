// What Markdown becomes beyond plain text: tabs, alerts that fold, figures, formulas.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { complaints, launch, withPage, words } from "./lib/browser.js";
import { build } from "./lib/kb.js";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

const text = `# Forms

<!-- tabs -->
- **GitHub**

  Fork it.

  ## In a tab

  Words.

- **GitLab**

  Push it.

- **Mail**

  Send it to <https://mail.example.org>.

## Again

<!-- tabs -->
- **GitLab**

  \`.gitlab-ci.yml\`

- **GitHub**

  \`site.yml\`

> [!NOTE]- Folded *title*
> What is folded.

> [!WARNING]+ Open
> What is open.

$x^2$ and

$$
\\sum_{i=1}^{n} \\begin{pmatrix} 1 & 0 \\\\ 0 & 1 \\end{pmatrix}
$$

\`\`\`rust start=9
let a = 1;
let b = 2;
\`\`\`
`;

let browser, built, folder;
before(async () => {
  built = await build("bundled", { entries: { "content/forms.md": text } });
  folder = pathToFileURL(`${built.site}/`).href;
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await built?.close();
});

const forms = () => `${folder}forms/index.html`;
const tab = (page, name, at = 0) => page.getByRole("tab", { name }).nth(at);
const shown = async (page) => (await page.getByRole("tabpanel").allInnerTexts()).map(words);
const chosen = async (page) => (await page.locator("[role=tab][aria-selected=true]").allInnerTexts()).map(words);

test("one tab of each group is shown, and those of one label switch together", async () => {
  await withPage(browser, {}, async (page) => {
    const found = await complaints(page, folder);
    await page.goto(forms());
    assert.deepEqual(await shown(page), ["Fork it. In a tab # Words.", ".gitlab-ci.yml"]);
    await tab(page, "GitLab").click();
    assert.deepEqual(await shown(page), ["Push it.", ".gitlab-ci.yml"]);
    await tab(page, "GitHub", 1).click();
    assert.deepEqual(await chosen(page), ["GitHub", "GitHub"]);
    await tab(page, "Mail").click();
    assert.deepEqual(await chosen(page), ["Mail", "GitHub"]);
    assert.deepEqual(found, []);
  });
});

test("the label chosen last is remembered", async () => {
  await withPage(browser, {}, async (page) => {
    await page.goto(forms());
    await tab(page, "GitLab").click();
    await page.reload();
    assert.deepEqual(await chosen(page), ["GitLab", "GitLab"]);
  });
});

test("tabs are walked with arrows, Home and End, and left with Tab", async () => {
  await withPage(browser, {}, async (page) => {
    await page.goto(forms());
    const focused = () => page.evaluate(() => document.activeElement.textContent);
    await tab(page, "GitHub").focus();
    for (const [key, label] of [
      ["ArrowRight", "GitLab"],
      ["ArrowLeft", "GitHub"],
      ["ArrowLeft", "Mail"],
      ["ArrowRight", "GitHub"],
      ["End", "Mail"],
      ["Home", "GitHub"],
    ]) {
      await page.keyboard.press(key);
      assert.equal(await focused(), label, key);
      assert.equal((await chosen(page))[0], label, key);
    }
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.role), "tabpanel");
    await page.keyboard.press("Shift+Tab");
    assert.equal(await focused(), "GitHub");
    await page.evaluate(() => { document.documentElement.dir = "rtl"; });
    await page.keyboard.press("ArrowLeft");
    assert.equal(await focused(), "GitLab", "from right to left");
  });
});

test("an address that leads into a tab opens it", async () => {
  await withPage(browser, {}, async (page) => {
    await page.goto(forms());
    await tab(page, "Mail").click();
    await page.evaluate(() => { location.hash = "in-a-tab"; });
    await page.locator("#in-a-tab").waitFor({ state: "visible" });
    assert.equal((await chosen(page))[0], "GitHub");
  });
});

for (const [how, options, media] of [
  ["without scripts", { javaScriptEnabled: false }, "screen"],
  ["in print", {}, "print"],
]) {
  test(`all tabs are open, with their labels, ${how}`, async () => {
    await withPage(browser, options, async (page) => {
      await page.goto(forms());
      await page.emulateMedia({ media });
      const seen = words(await page.locator("article").innerText());
      assert.match(seen, /GitHub Fork it\. .*GitLab Push it\. Mail Send it to .*GitLab \.gitlab-ci\.yml GitHub site\.yml/);
      assert.equal(await page.getByRole("tab").count(), 0);
    });
  });
}

test("alerts fold by keyboard", async () => {
  await withPage(browser, {}, async (page) => {
    await page.goto(forms());
    const inside = page.getByText("What is folded.");
    assert.equal(await inside.isVisible(), false);
    assert.equal(await page.getByText("What is open.").isVisible(), true);
    await page.locator("summary.note-t").first().focus();
    await page.keyboard.press("Enter");
    assert.equal(await inside.isVisible(), true);
  });
});

test("formulas are MathML that the browser lays out, and lines have numbers", async () => {
  await withPage(browser, {}, async (page) => {
    await page.goto(forms());
    const measured = await page.evaluate(() => ({
      names: [...new Set([...document.querySelectorAll("math")].map((e) => e.namespaceURI))],
      raised: document.querySelector("msup mn").getBoundingClientRect().bottom < document.querySelector("msup mi").getBoundingClientRect().bottom,
      numbers: [...document.querySelectorAll(".ln")].map((e) => getComputedStyle(e, "::before").content),
    }));
    assert.deepEqual(measured, { names: ["http://www.w3.org/1998/Math/MathML"], raised: true, numbers: ['"9"', '"10"'] });
  });
});

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing, ${colorScheme}`, async () => {
    await withPage(browser, { colorScheme, bypassCSP: true }, async (page) => {
      await page.goto(forms());
      await page.addScriptTag({ path: axe });
      const { violations } = await page.evaluate(() => window.axe.run());
      assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]), []);
    });
  });
}

test("no side scroll at 320 pixels", async () => {
  await withPage(browser, { viewport: { width: 320, height: 700 } }, async (page) => {
    await page.goto(forms());
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
  });
});

test("pages that use none of it load none of it", async () => {
  await withPage(browser, {}, async (page) => {
    await page.goto(`${folder}index.html`);
    const asked = await page.evaluate(() => performance.getEntriesByType("resource").map((entry) => entry.name));
    assert.deepEqual(asked.filter((name) => /\/(maths|prose\b[^/]*\.js$)/.test(name)), []);
  });
});
