// A static server that counts what it hands out, and may take its time. Text is compressed, as most hosts do.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";

const types = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
  ".json": "application/json",
  ".wasm": "application/wasm",
};
const compressed = [".html", ".css", ".js", ".svg", ".json"];

/** Bodies are counted, heads are not. Of paths that fit, the longer one counts; what is a text is a page of its own. */
export async function host(folders) {
  const counted = [];
  const kept = new Map();
  const read = async (path, rest) => {
    if (!kept.has(path + rest)) {
      const bytes = await readFile(join(folders[path], normalize(decodeURIComponent(rest))));
      kept.set(path + rest, compressed.includes(extname(rest)) ? gzipSync(bytes) : bytes);
    }
    return kept.get(path + rest);
  };
  const state = { delay: 0, last: 0 };
  const server = createServer(async (request, response) => {
    state.last = performance.now();
    const { pathname } = new URL(request.url, "http://localhost");
    const path = Object.keys(folders).sort((a, b) => b.length - a.length).find((path) => pathname.startsWith(path));
    const rest = pathname.slice(path.length) + (pathname.endsWith("/") ? "index.html" : "");
    // Both let the clock of pages be exact.
    const head = { "cross-origin-opener-policy": "same-origin", "cross-origin-embedder-policy": "require-corp" };
    const answer = async () => {
      if (pathname === "/bench/") {
        return [200, { "content-type": types[".html"] }, Buffer.from("<!doctype html><html lang=en><title>Bench</title><link rel=icon href=data:,>")];
      }
      const ending = extname(rest);
      const encoding = compressed.includes(ending) ? { "content-encoding": "gzip" } : {};
      return [200, { "content-type": types[ending] ?? "application/octet-stream", ...encoding }, await read(path, rest)];
    };
    const [status, own, bytes] = await answer().catch(() => [404, {}, Buffer.from("not here")]);
    if (state.delay) await new Promise((done) => setTimeout(done, state.delay));
    counted.push({ pathname, bytes: bytes.length });
    if (status === 404) state.missing = pathname;
    response.writeHead(status, { ...head, ...own, "content-length": bytes.length });
    response.end(bytes);
    state.last = performance.now();
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return {
    state,
    origin: `http://127.0.0.1:${server.address().port}`,
    /** What was handed out since the last time; waits until nobody asks for more. */
    async counts() {
      while (performance.now() - state.last < 200) await new Promise((done) => setTimeout(done, 50));
      return counted.splice(0);
    },
    close: () => new Promise((done) => {
      server.close(done);
      server.closeAllConnections();
    }),
  };
}
