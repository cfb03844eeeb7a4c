// Runs kb on a copy of the bundled knowledge base, so that tests may edit it.
import { spawn } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const workspace = fileURLToPath(new URL("../../../", import.meta.url));
const binary = resolve(process.env.KB_BIN ?? join(workspace, "target/release/kb"));
const today = ["--today", "2026-11-23"];

/** A copy of the bundled knowledge base in a folder of its own. */
export async function copyOfContent() {
  const root = await mkdtemp(join(tmpdir(), "kb-browser-"));
  await cp(join(workspace, "content"), join(root, "content"), { recursive: true });
  await cp(join(workspace, "kb.toml"), join(root, "kb.toml"));
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

/** The copy with more entries, built; gives the folder of the site. */
export async function build(entries = {}) {
  const content = await copyOfContent();
  for (const [file, text] of Object.entries(entries)) await content.write(file, text);
  const site = join(content.root, "public");
  const child = spawn(binary, ["build", "--quiet", ...today], {
    cwd: content.root,
    stdio: ["ignore", "inherit", "inherit"],
  });
  const code = await new Promise((done, failed) => {
    child.once("error", failed);
    child.once("close", done);
  });
  if (code !== 0) throw new Error(`kb build ended with ${code}`);
  return { site, close: content.remove };
}
