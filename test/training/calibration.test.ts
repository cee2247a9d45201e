import { expect } from "@open-wc/testing";
import * as tfjs from "@tensorflow/tfjs-core";
import { MathBackendCPU } from "@tensorflow/tfjs-backend-cpu";
import { openBackend, ways, type Standing, type Way } from "../../src/training/backends.js";
import { chooseBackend } from "../../src/training/calibration.js";
import type { CalibrationMemory } from "../../src/training/calibration-memory.js";
import type { ToTrain } from "../../src/training/measure-steps.js";
import type { BackendName, Calibration } from "../../src/training/run.js";
import { settingsFor, smallData } from "./small-run.js";

const prepared = smallData(60);
/** A run long enough to be worth a search. */
const subject = async (): Promise<ToTrain> => ({ settings: settingsFor({}, { epochs: 1000 }), prepared });
const own = (name: BackendName): Way => ways.find((way) => way.name === name)!;
const as = (name: BackendName, standing: Standing): Way => ({ ...own(name), standing: async () => standing });
class Memory implements CalibrationMemory {
  readonly kept = new Map<string, Calibration>();
  async recall(key: string): Promise<Calibration | undefined> { return this.kept.get(key); }
  async keep(key: string, calibration: Calibration): Promise<void> { this.kept.set(key, calibration); }
  async recallPace(): Promise<undefined> { return undefined; }
  async keepPace(): Promise<void> { /* not looked at here */ }
}
const outcomes = ({ calibration: { trials } }: { readonly calibration: Calibration }): readonly (readonly string[])[] => trials.map(({ backend, outcome }) => [backend, outcome]);

/** A card that is not what it seems: tfjs's cpu backend under another name, with one kernel replaced. */
function pretendCard(name: "webgpu" | "webgl", kernel: string, broken: (own: tfjs.KernelFunc) => tfjs.KernelFunc): Way {
  const backend = `pretended-${name}-${kernel}`;
  return {
    name, isCard: true, standing: async () => "present",
    async start(tf) {
      if (!tf.findBackendFactory(backend)) {
        tf.registerBackend(backend, () => new MathBackendCPU());
        tf.copyRegisteredKernels("cpu", backend);
        const { kernelFunc, ...config } = tf.getKernel(kernel, backend);
        tf.unregisterKernel(kernel, backend);
        tf.registerKernel({ ...config, kernelFunc: broken(kernelFunc) });
      }
      await tf.setBackend(backend);
      return { threads: 1, simd: false, precision: "equal" };
    },
  };
}

describe("the choice of what computes", function () {
  this.timeout(180_000);

  it("takes WebAssembly where there is no card or an emulated one, and asks neither what is to be trained nor for any other way's code", async () => {
    const never: Way["start"] = () => { throw new Error("its code was asked for"); };
    const among = [{ ...as("webgpu", "absent"), start: never }, { ...as("webgl", "emulated"), start: never }, own("wasm"), { ...own("cpu"), start: never }];
    const chosen = await chooseBackend({ subject: () => { throw new Error("nobody needs to know"); }, among, memory: new Memory() });
    expect([chosen.name, chosen.calibration.reason]).to.deep.equal(["wasm", "only"]);
    expect(outcomes(chosen)).to.deep.equal([["webgpu", "absent"], ["webgl", "emulated"], ["wasm", "untried"], ["cpu", "untried"]]);
  });

  it("knows an emulated card by its name: on this machine's own, if that is emulated, or a real one", async () => {
    const gl = new OffscreenCanvas(1, 1).getContext("webgl2");
    const info = gl?.getExtension("WEBGL_debug_renderer_info");
    const name = gl && info ? String(gl.getParameter(info.UNMASKED_RENDERER_WEBGL)) : "";
    const standing = await own("webgl").standing();
    expect(standing, name).to.equal(!gl ? "absent" : /swiftshader|llvmpipe/i.test(name) ? "emulated" : standing);
  });

  it("lets WebAssembly win against WebGL as it really is here, and remembers it", async function () {
    if ((await own("webgl").standing()) === "present") this.skip();
    const memory = new Memory();
    const among = [as("webgpu", "absent"), as("webgl", "present"), own("wasm"), own("cpu")];
    const chosen = await chooseBackend({ subject, among, memory, isWanted: true });
    expect([chosen.name, chosen.calibration.reason, chosen.tf.getBackend()]).to.deep.equal(["wasm", "fastest", "wasm"]);
    expect(outcomes(chosen)).to.deep.equal([["webgpu", "absent"], ["webgl", "measured"], ["wasm", "measured"], ["cpu", "untried"]]);
    const again = await chooseBackend({ subject, memory, among: among.map((way) => (way.name === "webgl" ? { ...way, start: () => { throw new Error("measured twice"); } } : way)) });
    expect(again.calibration).to.deep.equal(chosen.calibration);
  });

  it("takes no card that computes other numbers, however fast, in its answers or in its gradients", async () => {
    const wrongAnswers = pretendCard("webgpu", "BatchMatMul", (matMul) => (call) => {
      const out = matMul(call) as tfjs.TensorInfo;
      const values = (call.backend as MathBackendCPU).data.get(out.dataId).values as Float32Array;
      values.forEach((value, i) => { values[i] = value * 1.5; });
      return out;
    });
    // What goes forward is right, what comes back is not.
    const wrongGradients = pretendCard("webgl", "Conv2DBackpropFilter", (gradient) => (call) => {
      const out = gradient(call) as tfjs.TensorInfo;
      ((call.backend as MathBackendCPU).data.get(out.dataId).values as Float32Array).reverse();
      return out;
    });
    await openBackend("cpu");
    const chosen = await chooseBackend({ subject, among: [wrongAnswers, wrongGradients, own("wasm"), own("cpu")], memory: new Memory(), isWanted: true });
    expect(outcomes(chosen)).to.deep.equal([["webgpu", "wrong"], ["webgl", "wrong"], ["wasm", "measured"], ["cpu", "untried"]]);
    expect(chosen.tf.getBackend()).to.equal("wasm");
  });

  it("goes on without a card that does not start, and says why", async () => {
    const among = [{ ...as("webgpu", "present"), start: () => Promise.reject(new Error("no adapter today")) }, own("wasm"), own("cpu")];
    const chosen = await chooseBackend({ subject, among, memory: new Memory(), isWanted: true });
    expect(chosen.name).to.equal("wasm");
    expect(chosen.calibration.trials[0]!.outcome).to.equal("failed");
    expect(chosen.calibration.trials[0]!.why).to.contain("no adapter today");
  });

  it("takes the card where it is the faster one", async () => {
    // WebAssembly stands in for a card, against plain JavaScript.
    const card: Way = { ...own("wasm"), name: "webgpu", isCard: true };
    const chosen = await chooseBackend({ subject, among: [card, own("cpu")], memory: new Memory(), isWanted: true });
    expect([chosen.name, chosen.tf.getBackend()]).to.deep.equal(["webgpu", "wasm"]);
    expect(outcomes(chosen)).to.deep.equal([["webgpu", "measured"], ["cpu", "measured"]]);
  });

  it("does not search for a run that the processor ends in a moment", async () => {
    const among = [{ ...as("webgpu", "present"), start: () => { throw new Error("a search"); } }, own("wasm"), own("cpu")];
    const chosen = await chooseBackend({ subject: async () => ({ settings: settingsFor({}, { epochs: 1 }), prepared }), among, memory: new Memory() });
    expect([chosen.name, chosen.calibration.reason]).to.deep.equal(["wasm", "quick"]);
  });
});
