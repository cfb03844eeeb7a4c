// Runs kb on a copy of the bundled knowledge base, so that tests may edit it.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const workspace = fileURLToPath(new URL("../../../", import.meta.url));
export const binary = resolve(process.env.KB_BIN ?? join(workspace, "target/release/kb"));
const today = ["--today", "2026-11-23"];

/** A copy of the bundled knowledge base in a folder of its own. */
export async function copyOfContent() {
  const root = await mkdtemp(join(tmpdir(), "kb-browser-"));
  await cp(join(workspace, "content"), join(root, "content"), { recursive: true });
  await cp(join(workspace, "kb.toml"), join(root, "kb.toml"));
  await cp(join(workspace, "search/synonyms.toml"), join(root, "search/synonyms.toml"));
  return {
    root,
    read: (file) => readFile(join(root, file), "utf8"),
    write: (file, text) => writeFile(join(root, file), text),
    remove: () => rm(root, { recursive: true, force: true }),
  };
}

/** The copy, served on a free port; `close` ends both. */
export async function serve() {
  const content = await copyOfContent();
  const child = spawn(binary, ["serve", "--port", "0", ...today], {
    cwd: content.root,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = new Promise((done) => child.once("close", done));
  const said = [];
  const url = await new Promise((found, failed) => {
    child.once("error", failed);
    child.once("exit", (code) => failed(new Error(`kb serve ended with ${code}: ${said.join("\n")}`)));
    createInterface({ input: child.stderr }).on("line", (line) => {
      said.push(line);
      if (line.startsWith("http://")) found(line.trim());
    });
  });
  return {
    url,
    content,
    async close() {
      child.kill();
      await ended;
      await content.remove();
    },
  };
}

/** Knowledge bases that the tests build, each with the flags it needs. */
const sources = {
  bundled: ["."],
  compare: ["tests/fixtures/compare"],
  docs: ["docs"],
  states: ["tests/fixtures/states", "--drafts"],
};

/**
 * A knowledge base of this repository, built from a copy; gives the folder of the site.
 * `settings` are keys for the table `[site]` of its kb.toml, `extra` is text for its end, `entries` are files to write
 * over the copy.
 */
export async function build(name = "bundled", { settings = {}, entries = {}, extra = "" } = {}) {
  const [folder, ...flags] = sources[name];
  const root = await mkdtemp(join(tmpdir(), "kb-browser-"));
  for (const part of ["content", "kb.toml", "search/synonyms.toml", "themes", "templates", "static"]) {
    const from = join(workspace, folder, part);
    // The theme of the repository itself is the one in the binary.
    if (existsSync(from) && !(name === "bundled" && part === "themes")) {
      await cp(from, join(root, part), { recursive: true });
    }
  }
  const file = join(root, "kb.toml");
  let toml = await readFile(file, "utf8");
  for (const [key, value] of Object.entries(settings)) {
    toml = toml.replace(new RegExp(`^${key} = .*\\n`, "m"), "");
    toml = toml.replace("[site]\n", `[site]\n${key} = ${JSON.stringify(value)}\n`);
  }
  await writeFile(file, `${toml}\n${extra}`);
  for (const [path, text] of Object.entries(entries)) await writeFile(join(root, path), text);
  const child = spawn(binary, ["build", "--quiet", ...flags, ...today], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
  });
  const code = await new Promise((done, failed) => {
    child.once("error", failed);
    child.once("close", done);
  });
  if (code !== 0) throw new Error(`kb build ended with ${code} for ${name}`);
  return { site: join(root, "public"), close: () => rm(root, { recursive: true, force: true }) };
}
