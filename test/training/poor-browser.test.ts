import { expect } from "@open-wc/testing";
import { ProblemError } from "../../src/base/problem.js";
import { WorkerEngine } from "../../src/training/client.js";
import type { Requests } from "../../src/training/protocol.js";
import { data, done, FragileEngine, fragileWorker, trainOn } from "./fragile-worker.js";
import { settingsFor } from "./small-run.js";

const settings = settingsFor({ sequenceLength: 24, batchSize: 64 }, { epochs: 2 });
const inputOf = (runId: string, more: Partial<Requests["train"]["input"]> = {}): Requests["train"]["input"] => ({ runId, data, settings, backend: "auto", ...more });

describe("a browser that lacks something", function () {
  this.timeout(120_000);

  const withoutCard = [
    ["F10", "B108", "WebGL", "OffscreenCanvas.prototype.getContext = () => null; delete navigator.__proto__.gpu"],
    ["F11", "B108", "a canvas in its workers, as older Safari", "delete self.OffscreenCanvas; delete navigator.__proto__.gpu"],
  ] as const;
  for (const [fault, input, what, before] of withoutCard) {
    it(`${fault}: ${input}: trains on the processor without ${what}; a card that is asked for all the same is refused in both languages`, async () => {
      const engine = new FragileEngine(undefined, before);
      const runId = `without ${what}`;
      const { run, result } = await trainOn(engine, inputOf(runId, { backend: "auto" }));
      expect([run.environment!.backend, result.reason]).to.deep.equal(["wasm", "done"]);
      expect(run.calibration!.trials.map(({ backend, outcome }) => [backend, outcome])).to.deep.equal([["webgpu", "absent"], ["webgl", "absent"], ["wasm", "untried"], ["cpu", "untried"]]);
      await done(engine, runId);
      const other = new WorkerEngine(() => fragileWorker(before));
      const refusal: unknown = await other.request("train", inputOf(runId, { backend: "webgl" })).catch((error: unknown) => error);
      expect(refusal).to.be.instanceOf(ProblemError);
      const [{ code, message }] = (refusal as ProblemError).problems as [ProblemError["problems"][0]];
      expect(code).to.equal("backend-unavailable");
      expect(message.en).to.match(/^backend: expected a way to compute that trains in this browser \(webgl: .+\), received "webgl"\. Choose “auto”, or use a current version of Chrome, Edge, Firefox or Safari\.$/);
      expect(message["pt-BR"]).to.match(/^backend: esperado: uma forma de calcular que treine neste navegador \(webgl: .+\); recebido: "webgl"\. Escolha “auto” ou use uma versão atual do Chrome, Edge, Firefox ou Safari\.$/);
      other.terminate();
    });
  }

  it("F32: trains on where the page is hidden and gives no frames any more", async () => {
    const engine = new FragileEngine(undefined, "self.requestAnimationFrame = () => 0");
    const visibility = Object.getOwnPropertyDescriptor(Document.prototype, "visibilityState")!;
    let isHidden = false;
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => (isHidden ? "hidden" : "visible") });
    try {
      const { run, result } = await trainOn(engine, inputOf("hidden", { backend: "wasm" }), (steps) => {
        if (isHidden || steps < 3) return;
        isHidden = true;
        document.dispatchEvent(new Event("visibilitychange"));
      });
      expect([isHidden, result.reason, run.epochs.length]).to.deep.equal([true, "done", 2]);
      expect(engine.workers, "nobody took it for lost").to.have.lengthOf(1);
    } finally {
      Object.defineProperty(document, "visibilityState", visibility);
      delete (document as { visibilityState?: unknown }).visibilityState;
    }
    await done(engine, "hidden");
  });
});
