// Asks search over a built site in Chromium, and prints what was measured: name, unit, one figure for each engine.
// node run.js SITE PAGEFIND QUERIES
import { readFile } from "node:fs/promises";
import { launch } from "../../tests/browser/lib/browser.js";
import { host } from "./host.js";
import * as kb from "./kb.js";
import * as pagefind from "./pagefind.js";

const [, , site, index, file] = process.argv;
const [first, ...further] = (await readFile(file, "utf8")).trim().split("\n");
/** Questions whose bytes are counted; all are ranked. */
const counted = further.slice(0, 50);
/** Questions that are each the first one of a reader. */
const firsts = [first, ...further.slice(50, 60)];
const delay = 50;

const server = await host({ "/": site, "/pagefind/": index });
const browser = await launch();

/** A page in a browser that has seen nothing yet. */
async function fresh(use) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(`${server.origin}/bench/`);
    await server.counts();
    return await use(page);
  } finally {
    await context.close();
  }
}

const ask = (page, query) => page.evaluate((query) => window.bench.answer(query).then((hits) => hits.length), query);
const quantile = (list, share) => list.toSorted((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * share))];
const kilobytes = (files) => files.reduce((sum, { bytes }) => sum + bytes, 0) / 1000;

/** What the interface asks for. */
async function shell(engine) {
  const files = await engine.shell(server.origin);
  return fresh(async (page) => {
    await page.evaluate((files) => Promise.all(files.map((file) => fetch(file).then((got) => got.blob()))), files);
    return server.counts();
  });
}

/** What each of the first questions asks for, with the interface. */
async function beginnings(engine) {
  const around = await shell(engine), each = [];
  for (const query of firsts) {
    each.push(await fresh(async (page) => {
      await engine.open(page, server.origin);
      const hits = await ask(page, query);
      if (hits !== 6) throw new Error(`${engine.name}: ${hits} results for ${query}`);
      return [...around, ...(await server.counts())];
    }));
  }
  return each;
}

/** What each further question asks for. */
async function questions(engine) {
  return fresh(async (page) => {
    await engine.open(page, server.origin);
    await ask(page, first);
    await server.counts();
    const each = [];
    for (const query of counted) {
      await ask(page, query);
      each.push(await server.counts());
    }
    return each;
  });
}

async function delayed(engine) {
  const times = [];
  for (let run = 0; run < 5; run++) {
    times.push(await fresh(async (page) => {
      server.state.delay = delay;
      const started = performance.now();
      await engine.open(page, server.origin);
      await ask(page, first);
      const took = performance.now() - started;
      server.state.delay = 0;
      return took;
    }));
  }
  return quantile(times, 0.5);
}

/** What somebody loads who types the first question into the interface, five letters a second, over a network. */
async function typed(engine) {
  return fresh(async (page) => {
    const field = await engine.field(page, server.origin, () => server.counts());
    server.state.delay = delay;
    await field.pressSequentially(first, { delay: 200 });
    await page.waitForTimeout(1000);
    server.state.delay = 0;
    return server.counts();
  });
}

async function ranking(engine, queries) {
  return fresh(async (page) => {
    await engine.open(page, server.origin);
    return page.evaluate(async (queries) => {
      const times = [];
      for (const query of queries) {
        // The first time reads what the second one finds in memory.
        await window.bench.rank(query);
        const started = performance.now();
        await window.bench.rank(query);
        times.push(performance.now() - started);
      }
      return times;
    }, queries);
  });
}

/** Words that are only begun: one to three letters. */
const begun = [...new Set(further.flatMap((query) => [1, 2, 3].map((length) => query.slice(0, length).trim())))];

async function measure(engine) {
  const whole = await beginnings(engine), each = await questions(engine);
  console.error(`${engine.name}, first question:`);
  for (const { pathname, bytes } of whole[0]) console.error(`  ${pathname} ${bytes}`);
  const took = await delayed(engine);
  const keys = await typed(engine);
  const times = await ranking(engine, further), short = await ranking(engine, begun);
  const requests = (files) => files.length;
  if (server.state.missing) throw new Error(`${engine.name} asks for ${server.state.missing}, which is not there`);
  return [
    ["client with interface", "KB", kilobytes(whole[0].filter(({ pathname }) => engine.isCode(pathname)))],
    ["first question with interface, median", "KB", quantile(whole.map(kilobytes), 0.5)],
    ["first question with interface, most", "KB", quantile(whole.map(kilobytes), 1)],
    ["first question with interface, median", "requests", quantile(whole.map(requests), 0.5)],
    ["first question with interface, most", "requests", quantile(whole.map(requests), 1)],
    ["further question, median", "KB", quantile(each.map(kilobytes), 0.5)],
    ["further question, median", "requests", quantile(each.map(requests), 0.5)],
    ["first question, typed into the interface", "KB", kilobytes(keys)],
    ["first question, typed into the interface", "requests", keys.length],
    [`first question, ${delay} ms on every response`, "ms", took],
    ["ranking, all in memory, p50", "ms", quantile(times, 0.5)],
    ["ranking, all in memory, p95", "ms", quantile(times, 0.95)],
    ["ranking, one to three letters, p50", "ms", quantile(short, 0.5)],
    ["ranking, one to three letters, p95", "ms", quantile(short, 0.95)],
  ];
}

try {
  const engines = [];
  for (const engine of [kb, pagefind]) engines.push(await measure(engine));
  engines[0].forEach(([name, unit, value], at) => console.log([name, unit, value, engines[1][at][2]].join("\t")));
} finally {
  await browser.close();
  await server.close();
}
