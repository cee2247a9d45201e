// The cells as plain custom elements: the README's own example, on a page that is not ours.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { after, before, describe, it } from "node:test";
import { openSite } from "./site.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

describe("cells on any page", { timeout: 120_000 }, () => {
  let site;
  before(async () => { site = await openSite(); });
  after(() => site.close());

  it("work as the README's example says, without a request to anywhere else", async () => {
    const readme = await readFile(path.join(root, "README.md"), "utf8");
    const example = /```\n(import \{ dataset[\s\S]*?)```/.exec(readme)?.[1];
    assert.ok(example, "the README has the example");
    const { page, faults, close } = await site.open();
    await page.route("**/plain.html", (route) => route.fulfill({ contentType: "text/html", body: `<!doctype html><html lang="en"><title>Plain</title><body><script type="module">${example}</script>` }));
    await page.goto(`${site.address}plain.html`);
    await page.getByText("792 to learn from").waitFor();
    // 32 filters × 128 inputs × 5 taps + 32 biases = 20,512, by hand.
    await page.locator("at-flow").getByText("20,512").first().waitFor();
    assert.deepEqual(faults, []);
    await close();
  });
});
