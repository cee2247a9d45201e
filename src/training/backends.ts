import { problem, type Problem } from "../base/problem.js";
import { seededRandom } from "../base/random.js";
import { ProblemError } from "../data/dataset.js";
import { defaultsOf } from "../hyperparameters/schema.js";
import type { Tf } from "../model/architecture.js";
import { architectures } from "../model/architectures/index.js";
import { Adam } from "./adam.js";
import { cardOf, type GraphicsCard } from "./graphics-card.js";
import type { BackendName, Calibration, Precision } from "./run.js";
import { trainStep } from "./step.js";

export interface OpenBackend {
  readonly tf: Tf;
  readonly name: BackendName;
  readonly threads: number;
  readonly simd: boolean;
  readonly precision: Precision;
  /** How it was chosen, where that was left open. */
  readonly calibration?: Calibration;
  readonly card: GraphicsCard;
}

/** Whether a way to compute is there: a graphics card that is emulated in software is, and is slower than WebAssembly by far. */
export type Standing = "present" | "emulated" | "absent";

/** A way to compute that works, while its threads may still be on their way. */
type Started = Pick<OpenBackend, "simd" | "precision"> & { readonly threads: number | Promise<number> };

/** A way to compute: how to tell whether it is worth a try, and how to start it. */
export interface Way {
  readonly name: BackendName;
  readonly isCard: boolean;
  /** Without loading its code. */
  standing(): Promise<Standing>;
  start(tf: Tf, precision: Precision, threads: number): Promise<Started>;
}

const plain = { threads: 1, simd: false, precision: "equal" } as const;
export const ways: readonly Way[] = [
  {
    name: "webgpu",
    isCard: true,
    standing: webGpuStanding,
    async start(tf) { await import("@tensorflow/tfjs-backend-webgpu"); return use(tf, "webgpu", plain); },
  },
  {
    name: "webgl",
    isCard: true,
    standing: async () => webGlStanding(),
    async start(tf) { await import("@tensorflow/tfjs-backend-webgl"); return use(tf, "webgl", plain); },
  },
  {
    name: "wasm",
    isCard: false,
    standing: async () => (typeof WebAssembly === "object" ? "present" : "absent"),
    async start(tf, precision, threads) { return (await import("./wasm-backend.js")).startWasm(tf, precision, threads); },
  },
  {
    name: "cpu",
    isCard: false,
    standing: async () => "present",
    async start(tf) { await import("@tensorflow/tfjs-backend-cpu"); return use(tf, "cpu", plain); },
  },
];

async function use<T>(tf: Tf, name: BackendName, description: T): Promise<T> {
  if (!(await tf.setBackend(name))) throw new Error(`the backend ${name} did not start`);
  await tf.ready();
  return description;
}

/**
 * Starts the backend that was asked for, or with "auto" the first on the processor that gets a training step right.
 * @param threads 0 for as many as suit this computer
 * @throws ProblemError when the one asked for does not run here
 */
export async function openBackend(wanted: BackendName | "auto", { precision = "equal", threads = 0 }: { readonly precision?: Precision; readonly threads?: number } = {}, among: readonly Way[] = ways): Promise<OpenBackend> {
  const [tf] = await Promise.all([import("@tensorflow/tfjs-core"), import("@tensorflow/tfjs-core/dist/register_all_gradients.js")]);
  const failures: string[] = [];
  for (const candidate of among) {
    if (wanted === "auto" ? candidate.isCard : candidate.name !== wanted) continue;
    try {
      const { threads: joining, ...description } = await candidate.start(tf, precision, threads);
      await probe(tf);
      return { tf, name: candidate.name, ...description, threads: await joining, card: cardOf(tf) };
    } catch (error) {
      failures.push(`${candidate.name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new ProblemError([doesNotRun(wanted, failures)]);
}

const doesNotRun = (wanted: BackendName | "auto", failures: readonly string[]): Problem => problem("backend-unavailable", "backend", {
  expected: {
    en: `a way to compute that trains in this browser (${failures.join("; ")})`,
    "pt-BR": `uma forma de calcular que treine neste navegador (${failures.join("; ")})`,
  },
  received: wanted,
  wayOut: { en: "Choose “auto”, or use a current version of Chrome, Edge, Firefox or Safari.", "pt-BR": "Escolha “auto” ou use uma versão atual do Chrome, Edge, Firefox ou Safari." },
});

/** A tiny network makes two updates on this backend; throws when a kernel is missing, when a loss is not a number or when nothing was learned. */
async function probe(tf: Tf): Promise<void> {
  const architecture = [...architectures][0]!;
  const values = { ...defaultsOf(architecture.hyperparameters), sequenceLength: 8, embeddingSize: 4, filters: 4, kernelSize: 3, denseUnits: 3, learningRate: 0.1 };
  const model = architecture.build(tf, values, { vocabularySize: 5, classes: 2 }, seededRandom(1));
  const adam = new Adam(tf, model.parameters, 0.1);
  try {
    const before = await firstLogit();
    const after = await firstLogit();
    if (!(Math.abs(after - before) > 0 && Number.isFinite(after))) throw new Error(`a training step gave ${before}, then ${after}`);
  } finally {
    adam.dispose();
    model.dispose();
  }
  /** The first logit before an update. */
  async function firstLogit(): Promise<number> {
    const logits = tf.tidy(() => trainStep(tf, model, adam, {
      input: tf.tensor2d([1, 2, 3, 4, 0, 0, 0, 0, 4, 3, 2, 1, 1, 0, 0, 0], [2, 8], "int32"),
      labels: tf.tensor1d([1, 1], "int32"),
    }, 1));
    const [first] = await logits.data();
    logits.dispose();
    return first!;
  }
}

/** Names that emulated graphics cards give themselves. */
const emulated = /swiftshader|llvmpipe|softpipe|lavapipe|software|basic render|virgl|warp/i;

async function webGpuStanding(): Promise<Standing> {
  try {
    const gpu = (navigator as { readonly gpu?: { requestAdapter(): Promise<unknown> } }).gpu;
    const adapter = (await gpu?.requestAdapter()) as { readonly isFallbackAdapter?: boolean; readonly info?: Readonly<Record<string, unknown>> } | null | undefined;
    if (!adapter) return "absent";
    const { vendor, architecture, device, description, isFallbackAdapter = adapter.isFallbackAdapter } = adapter.info ?? {};
    return isFallbackAdapter === true ? "emulated" : standingOf([vendor, architecture, device, description].join(" ").trim());
  } catch {
    return "absent";
  }
}

function webGlStanding(): Standing {
  try {
    const gl = new OffscreenCanvas(1, 1).getContext("webgl2");
    if (!gl) return "absent";
    const info = gl.getExtension("WEBGL_debug_renderer_info");
    const name = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
    gl.getExtension("WEBGL_lose_context")?.loseContext();
    return standingOf(name);
  } catch {
    return "absent";
  }
}

/** One that does not say its name is taken for emulated: a card that could win has one. */
const standingOf = (name: string): Standing => (name === "" || emulated.test(name) ? "emulated" : "present");
