// A web server that knows nothing of kb: built folders below paths, and the policy of the pages as a header.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";

export const policy = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'";

const types = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
  ".json": "application/json",
  ".wasm": "application/wasm",
  ".xml": "application/xml",
};

/**
 * Serves folders on a free port, `{ "/a/b/": folder }`; of two paths that fit, the longer one counts.
 * A folder may be added to `folders` later, as for a site that must know the port. `gzip`: whether everything is compressed.
 */
export async function host(folders, { gzip = false } = {}) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const paths = Object.keys(folders).sort((a, b) => b.length - a.length);
    const below = paths.find((path) => pathname.startsWith(path));
    const head = { "content-security-policy": policy };
    const read = (path) => readFile(join(folders[below], normalize(decodeURIComponent(path))));
    const rest = pathname.slice(below?.length) + (pathname.endsWith("/") ? "index.html" : "");
    try {
      const plain = await read(rest);
      const bytes = gzip ? gzipSync(plain) : plain;
      response.writeHead(200, { ...head, ...(gzip && { "content-encoding": "gzip" }), "content-type": types[extname(rest)] ?? "application/octet-stream" });
      response.end(bytes);
    } catch {
      response.writeHead(404, { ...head, "content-type": types[".html"] });
      response.end(below ? await read("404.html").catch(() => "not here") : "not here");
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return {
    folders,
    origin: `http://127.0.0.1:${server.address().port}`,
    close: () => new Promise((done) => {
      server.close(done);
      server.closeAllConnections();
    }),
  };
}
