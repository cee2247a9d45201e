import { expect } from "@open-wc/testing";
import { ProblemError } from "../../src/base/problem.js";
import type { Requests } from "../../src/training/protocol.js";
import { data, done, FragileEngine, trainOn } from "./fragile-worker.js";
import { settingsFor } from "./small-run.js";

const settings = settingsFor({ sequenceLength: 12, batchSize: 128, maskPadding: true }, { epochs: 1 });
const inputOf = (runId: string, more: Partial<Requests["train"]["input"]> = {}): Requests["train"]["input"] => ({ runId, data, settings, backend: "webgl", ...more });

// Cards that say of themselves that they can do less: what tfjs then does is its own.
describe("a graphics card that can do less", function () {
  this.timeout(180_000);

  it("F12: of half-precision numbers makes NaN of the first update: the probe sees it, the card is refused in both languages, and left to itself the page trains on the processor", async () => {
    const engine = new FragileEngine(undefined, `
      const { getExtension } = WebGL2RenderingContext.prototype;
      WebGL2RenderingContext.prototype.getExtension = function (name) { return name === "EXT_color_buffer_float" ? null : getExtension.call(this, name); };`);
    const refusal: unknown = await trainOn(engine, inputOf("half precision")).catch((error: unknown) => error);
    expect(refusal).to.be.instanceOf(ProblemError);
    const [{ code, message }] = (refusal as ProblemError).problems as [ProblemError["problems"][0]];
    expect(code).to.equal("backend-unavailable");
    expect(message.en).to.match(/^backend: expected a way to compute that trains in this browser \(webgl: a training step gave -?[\d.e-]+, then NaN\), received "webgl"\. Choose “auto”, or use a current version of Chrome, Edge, Firefox or Safari\.$/);
    expect(message["pt-BR"]).to.match(/^backend: esperado: uma forma de calcular que treine neste navegador \(webgl: a training step gave -?[\d.e-]+, then NaN\); recebido: "webgl"\. Escolha “auto” ou use uma versão atual do Chrome, Edge, Firefox ou Safari\.$/);
    const { run, result } = await trainOn(engine, inputOf("no half precision", { backend: "auto" }));
    expect([run.environment!.backend, result.reason]).to.deep.equal(["wasm", "done"]);
    expect(run.epochs.every(({ trainingLoss }) => Number.isFinite(trainingLoss))).to.equal(true);
    await done(engine, "no half precision");
  });

  it("F13: whose textures are too small for the network gives way to the processor, and that is said", async () => {
    const engine = new FragileEngine(undefined, `
      const { getParameter } = WebGL2RenderingContext.prototype;
      WebGL2RenderingContext.prototype.getParameter = function (name) { return name === this.MAX_TEXTURE_SIZE ? 64 : getParameter.call(this, name); };`);
    const { run, result, notices } = await trainOn(engine, inputOf("small textures"));
    expect([run.environment!.backend, result.reason, run.epochs.length]).to.deep.equal(["wasm", "done", 1]);
    expect(engine.workers, "it is not asked again").to.have.lengthOf(2);
    expect(notices[0]).to.equal("This network is too large for the graphics card (webgl); the training goes on with wasm. With a smaller batch it may fit.");
    await done(engine, "small textures");
  });
});
