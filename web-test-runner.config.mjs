import { writeFile } from "node:fs/promises";
import path from "node:path";
import { defaultReporter } from "@web/test-runner";
import { playwrightLauncher } from "@web/test-runner-playwright";
import { findChromium, quietFlags } from "./scripts/find-chromium.mjs";
import { isolation } from "./scripts/serve.mjs";

/** Counts for the closing line of the whole run, and where its time went. */
const countingReporter = {
  async stop({ sessions }) {
    const counts = { passed: 0, failed: 0, skipped: 0 };
    const visit = (suite) => {
      for (const test of suite.tests ?? []) counts[test.skipped ? "skipped" : test.passed ? "passed" : "failed"]++;
      for (const inner of suite.suites ?? []) visit(inner);
    };
    const spent = [];
    const millisecondsOf = (suite) => [...(suite?.tests ?? []).map(({ duration }) => duration ?? 0), ...(suite?.suites ?? []).map(millisecondsOf)].reduce((a, b) => a + b, 0);
    for (const session of sessions) {
      spent.push([millisecondsOf(session.testResults), path.basename(session.testFile ?? "?", ".test.js")]);
      if (session.testResults) visit(session.testResults);
      // A file that did not load, or failed outside its tests, is a failure too.
      if (!session.passed && !session.testResults) counts.failed++;
      else if (session.errors?.length) counts.failed++;
    }
    const slowest = spent.sort(([a], [b]) => b - a).slice(0, 12).filter(([ms]) => ms > 3000);
    if (slowest.length > 0) console.log(`slowest: ${slowest.map(([ms, name]) => `${name} ${Math.round(ms / 1000)} s`).join(", ")}`);
    await writeFile(`${process.env.AT_TEST_FOLDER ?? "build/test"}/results.json`, JSON.stringify(counts));
  },
};

/** Lit says once that it is in development mode; every other warning of a library is worth reading. */
const expected = [/Lit is in dev mode/, /Multiple versions of Lit/];

export default {
  files: `${process.env.AT_TEST_FOLDER ?? "build/test"}/*.test.js`,
  browsers: [playwrightLauncher({ product: "chromium", launchOptions: { executablePath: findChromium(), args: quietFlags } })],
  concurrency: 2,
  // As the product is served: without isolation there are no threads.
  middleware: [(context, next) => { context.set(isolation); return next(); }],
  testFramework: { config: { timeout: 60_000 } },
  testsFinishTimeout: 600_000,
  browserStartTimeout: 60_000,
  filterBrowserLogs: ({ args }) => !args.some((arg) => typeof arg === "string" && expected.some((pattern) => pattern.test(arg))),
  reporters: [defaultReporter({ reportTestResults: true, reportTestProgress: false }), countingReporter],
};
