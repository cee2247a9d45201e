// A browser with a profile on the disk whose processes can be ended as a power cut would end them.
import { execFileSync } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { chromium } from "playwright-core";
import { findChromium, quietFlags } from "../../scripts/find-chromium.mjs";

/** @returns `launch()` for a context on the same profile each time, `kill(context)`, and `remove()` for the profile and what is still open on it */
export async function killableBrowser() {
  const folder = await mkdtemp(path.join(os.tmpdir(), "atnet-kills-"));
  let latest;
  return {
    async launch() {
      latest = await chromium.launchPersistentContext(folder, { executablePath: findChromium(), args: quietFlags, locale: "en", serviceWorkers: "block", viewport: { width: 1280, height: 900 } });
      return latest;
    },
    /** Ends all processes that were started on this profile, with SIGKILL. */
    async kill(context) {
      for (const id of execFileSync("pgrep", ["-f", "--", `--user-data-dir=${folder}`]).toString().trim().split("\n")) {
        try { process.kill(Number(id), "SIGKILL"); } catch { /* its parent took it along */ }
      }
      await context.close().catch(() => undefined);
      for (const name of await readdir(folder)) if (name.startsWith("Singleton")) await rm(path.join(folder, name), { force: true });
    },
    async remove() {
      await latest?.close().catch(() => undefined);
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
