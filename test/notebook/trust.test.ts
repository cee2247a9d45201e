import { expect } from "@open-wc/testing";
import { hashOf, Trust } from "../../src/notebook/trust/trust.js";
import { Unfinished } from "../../src/notebook/trust/unfinished.js";

function memory(): { read(name: string): string | undefined; write(name: string, value: string | undefined): void } {
  const kept = new Map<string, string>();
  return { read: (name) => kept.get(name), write: (name, value) => void (value === undefined ? kept.delete(name) : kept.set(name, value)) };
}

describe("trust", () => {
  it("is given to the code that is there and remembered by its hash; one letter more and it is gone", async () => {
    const device = memory();
    const trust = new Trust(device);
    expect(await trust.recall(["a()", "b()"])).to.equal(false);
    trust.allow(["a()", "b()"]);
    await trust.remember(["a()", "b()"]);
    const again = new Trust(device);
    expect(await again.recall(["a()", "b() "])).to.equal(false);
    expect(await again.recall(["b()", "a()"])).to.equal(false);
    expect(await again.recall(["a()"])).to.equal(false);
    expect(again.allows("a()")).to.equal(false);
    expect(await again.recall(["a()", "b()"])).to.equal(true);
    expect([again.allows("a()"), again.allows("c()")]).to.deep.equal([true, false]);
  });

  it("is not remembered for a notebook that holds code which nobody allowed", async () => {
    const device = memory();
    const trust = new Trust(device);
    trust.allow(["mine()"]);
    await trust.remember(["mine()", "pasted()"]);
    expect(await new Trust(device).recall(["mine()", "pasted()"])).to.equal(false);
  });

  it("is SHA-256 of the code as JSON, here by Python's hashlib", async () => {
    // python3 -c "import hashlib; print(hashlib.sha256(b'[\"a()\",\"b()\"]').hexdigest())"
    expect(await hashOf(["a()", "b()"])).to.equal("fe24dbdb308067c0caa1cae0ad7c388c297020aef8d0daa913a8dcbd806d7e84");
    expect(await hashOf([])).to.equal(undefined);
  });

  it("reads nothing but hashes from what the device kept, and keeps the newest 200", async () => {
    const device = memory();
    device.write("trusted", "<script> __proto__ zz");
    const trust = new Trust(device);
    for (let i = 0; i < 201; i++) { trust.allow([`${i}`]); await trust.remember([`${i}`]); }
    expect(device.read("trusted")!.split(" ")).to.have.length(200);
    expect([await new Trust(device).recall(["0"]), await new Trust(device).recall(["200"])]).to.deep.equal([false, true]);
  });
});

describe("unfinished code", () => {
  it("is known on the next page when this one crashed, and forgotten once it ends", () => {
    const device = memory();
    const before = new Unfinished(device);
    before.begin("loop()");
    before.begin("quick()");
    before.end("quick()");
    const after = new Unfinished(device);
    expect([after.wasLeft("loop()"), after.wasLeft("quick()"), after.wasLeft("other()")]).to.deep.equal([true, false, false]);
    after.begin("loop()");
    after.end("loop()");
    expect(new Unfinished(device).wasLeft("loop()")).to.equal(false);
  });

  it("is left behind by a page that closes only when it took long", () => {
    const device = memory();
    const page = new Unfinished(device);
    page.begin("short()");
    page.begin("long()");
    page.linger("long()");
    page.leave();
    const next = new Unfinished(device);
    expect([next.wasLeft("short()"), next.wasLeft("long()")]).to.deep.equal([false, true]);
  });
});
