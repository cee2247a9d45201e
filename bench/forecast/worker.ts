import { fetchAsset } from "../../src/data/assets.js";
import { prepareData, readDataSettings } from "../../src/data/prepare.js";
import type { PreparedData } from "../../src/data/dataset.js";
import { openBackend } from "../../src/training/backends.js";
import { RunControl } from "../../src/training/control.js";
import { environmentOf } from "../../src/training/environment.js";
import { measureEpoch } from "../../src/training/measure-epoch.js";
import { openNetwork } from "../../src/training/network.js";
import { readModelChoice } from "../../src/training/schema.js";
import { train } from "../../src/training/trainer.js";
import { prepareStaged } from "../tasks/staged.js";

/** One setting: what is said before it trains, and how long it then takes. */
export interface Setting {
  /** The literal of a dataset cell, or the name of a staged set. */
  readonly data: Readonly<Record<string, unknown>> | string;
  /** The literal of a hyperparameters cell. */
  readonly network: Readonly<Record<string, unknown>>;
  readonly epochs: number;
  /** Milliseconds of steps that the forecast may take. */
  readonly budget: number;
}

const own = { transfer: [] };

async function run({ data, network: literal, epochs, budget }: Setting): Promise<{ readonly predicted: number; readonly measured: number; readonly steps: number }> {
  const [backend, prepared] = await Promise.all([openBackend("wasm"), prepare(data)]);
  const { architecture, values, problems } = readModelChoice(literal);
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message.en).join(" "));
  const settings = { architecture, hyperparameters: values, epochs, patience: 0, seed: 1, keepBest: true, probeText: "" };
  const { epoch } = await measureEpoch(backend, { settings, prepared }, budget);
  const network = openNetwork(backend.tf, architecture, values, prepared, 1);
  let [seconds, steps] = [NaN, 0];
  await train({
    tf: backend.tf, network, prepared, settings, control: new RunControl(), signal: new AbortController().signal, environment: environmentOf(backend, network, prepared, settings),
    report: (progress) => { if (progress.kind === "epoch") [seconds, steps] = [progress.epoch.seconds, progress.epoch.step]; },
  });
  return { predicted: epoch / 1000, measured: seconds / epochs, steps: steps / epochs };
}

async function prepare(data: Setting["data"]): Promise<PreparedData> {
  if (typeof data === "string") return prepareStaged(data, await (await fetch(`./staged-${data}.tsv`)).text());
  return prepareData(readDataSettings(data).settings, { asset: fetchAsset(new URL("./data/", import.meta.url)) });
}

self.addEventListener("message", ({ data }: MessageEvent<Setting>) => {
  run(data).then((outcome) => self.postMessage({ outcome }, own), (error: unknown) => self.postMessage({ error: String(error) }, own));
});
