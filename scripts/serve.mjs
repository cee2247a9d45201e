// A small static server for development and tests: loopback only, right media types, no caching.
import { createServer } from "node:http";
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { gzipSync } from "node:zlib";

const types = {
  ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".json": "application/json",
  ".wasm": "application/wasm", ".txt": "text/plain; charset=utf-8", ".svg": "image/svg+xml", ".gz": "application/gzip", ".map": "application/json", ".png": "image/png",
};
const compressed = new Set([".html", ".js", ".css", ".json", ".wasm", ".txt", ".svg", ".map"]);

/** Isolate the page from other origins, without which browsers share no memory between threads. */
export const isolation = { "cross-origin-opener-policy": "same-origin", "cross-origin-embedder-policy": "require-corp", "cross-origin-resource-policy": "same-origin" };

/** Serves a folder. @param port 0 takes any free one; a port in use gives way to the next. @returns its address, the bytes sent by path, and a way to stop */
export async function serve(folder, port = 0, { headers = isolation } = {}) {
  const sent = new Map();
  /** What was compressed, so that a file which did not change is compressed once, as hosts do. */
  const zipped = new Map();
  const zip = async (file, bytes) => {
    const { mtimeMs, size } = await stat(file);
    const version = `${mtimeMs} ${size}`;
    if (zipped.get(file)?.version !== version) zipped.set(file, { version, body: gzipSync(bytes, { level: 9 }) });
    return zipped.get(file).body;
  };
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const file = path.join(folder, path.normalize(decodeURIComponent(pathname)));
    try {
      if (!file.startsWith(folder)) throw new Error("outside the folder");
      const named = file.endsWith(path.sep) || file === folder ? path.join(file, "index.html") : file;
      const bytes = await readFile(named);
      const extension = path.extname(named);
      const isZipped = compressed.has(extension) && /\bgzip\b/.test(request.headers["accept-encoding"] ?? "");
      const body = isZipped ? await zip(named, bytes) : bytes;
      sent.set(pathname, (sent.get(pathname) ?? 0) + body.length);
      response.writeHead(200, {
        "content-type": types[extension] ?? "application/octet-stream", "cache-control": "no-cache", "x-content-type-options": "nosniff",
        ...(isZipped ? { "content-encoding": "gzip" } : {}), "content-length": body.length, ...headers,
      });
      response.end(body);
    } catch {
      response.writeHead(404, { "content-type": "text/plain" });
      response.end("not found");
    }
  });
  const listen = (at) => new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(at, "127.0.0.1", () => { server.off("error", reject); resolve(); });
  });
  for (let at = port; ; at++) {
    try { await listen(at); break; } catch (error) { if (error.code !== "EADDRINUSE" || at > port + 20) throw error; }
  }
  return {
    address: `http://localhost:${server.address().port}/`,
    sent,
    close: () => new Promise((resolve) => { server.closeAllConnections(); server.close(resolve); }),
  };
}
