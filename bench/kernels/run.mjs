// node bench/kernels/run.mjs [gemm] [profile] [W1 W2 "W2 padded" W4]: opens bench/kernels/page.ts in Chromium and prints what it measures; everything without words.
import * as esbuild from "esbuild";
import { createServer } from "node:http";
import { createReadStream, existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { options } from "../../esbuild.config.mjs";
import { findChromium, howToGetOne, quietFlags } from "../../scripts/find-chromium.mjs";

const executablePath = findChromium();
if (!executablePath) { console.error(howToGetOne); process.exit(1); }
const folder = await mkdtemp(path.join(tmpdir(), "kernels-bench-"));
await esbuild.build({ ...options, sourcemap: false, outdir: folder, entryPoints: [path.join(path.dirname(fileURLToPath(import.meta.url)), "page.ts")] });
await writeFile(path.join(folder, "index.html"), `<!doctype html><title>kernels</title><script type="module" src="page.js"></script>`);
const types = { ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm" };
const server = createServer((request, response) => {
  const name = path.basename(new URL(request.url, "http://localhost").pathname) || "index.html";
  const file = path.join(folder, name);
  if (!existsSync(file)) { response.writeHead(404); response.end(); return; }
  // An isolated page has a clock of 5 µs instead of 100.
  response.writeHead(200, { "content-type": types[path.extname(file)] ?? "application/octet-stream", "cross-origin-opener-policy": "same-origin", "cross-origin-embedder-policy": "require-corp" });
  createReadStream(file).pipe(response);
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const browser = await chromium.launch({ executablePath, args: quietFlags });
try {
  const page = await browser.newPage();
  page.on("console", (message) => { if (message.type() === "log") console.log(message.text()); });
  page.on("pageerror", (error) => console.error(error.stack));
  // Processor time of the page's own thread: what a step costs even when others use the machine. NaN where there is no /proc.
  const session = await browser.newBrowserCDPSession();
  let thread;
  await page.exposeFunction("processorMilliseconds", async () => {
    thread ??= (await session.send("SystemInfo.getProcessInfo")).processInfo.filter(({ type }) => type === "renderer").sort((a, b) => b.cpuTime - a.cpuTime)[0]?.id;
    const file = `/proc/${thread}/schedstat`;
    return existsSync(file) ? Number(readFileSync(file, "utf8").split(" ")[0]) / 1e6 : NaN;
  });
  await page.goto(`http://127.0.0.1:${server.address().port}/?only=${process.argv.slice(2).join(",")}`);
  await page.waitForFunction("window.finished", null, { timeout: 240_000 });
} finally {
  await browser.close();
  server.close();
  await rm(folder, { recursive: true, force: true });
}
