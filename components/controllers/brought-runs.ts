import { ProblemError, problem, type Problem } from "../../src/base/problem.js";
import { refuseChanged } from "../../src/exporters/import/description.js";
import { readSafetensors } from "../../src/exporters/import/safetensors.js";
import type { BroughtNetwork } from "../../src/training/adoption.js";
import type { Run } from "../../src/training/run.js";
import { readRecord } from "../../src/training/run-file.js";
import { nextId } from "./run.js";

/** A run that was kept beside a notebook, and its trained network where that was kept too. */
export interface BroughtRun { readonly run: Run; readonly network: BroughtNetwork | undefined }

export interface BroughtRuns {
  /** By the cell that trained it. */
  readonly runs: ReadonlyMap<number, BroughtRun>;
  /** Why some were left out. */
  readonly problems: readonly Problem[];
}

/** Numbers of all networks of one file, unpacked. */
const mostBytes = 256 * 1024 * 1024;

/** Reads the runs that travel in a single-file notebook. What cannot be read is left out and told; never throws. @param weights of the networks, by cell; empty where none came along */
export async function readBroughtRuns(results: string, weights: string): Promise<BroughtRuns> {
  const runs = new Map<number, BroughtRun>();
  const problems: Problem[] = [];
  const tell = (error: unknown): undefined => {
    problems.push(...(error instanceof ProblemError ? error.problems : [unreadable]));
  };
  const networks = fields(weights);
  for (const [cell, record] of Object.entries(fields(results))) {
    if (!/^[1-9]\d{0,8}$/.test(cell)) continue;
    try {
      const run = readRecord(record, nextId);
      const packed = networks[cell];
      const network = typeof packed === "string" ? await networkOf(packed, `run ${run.number}`).catch(tell) : undefined;
      runs.set(Number(cell), { run, network });
    } catch (error) {
      tell(error);
    }
  }
  return { runs, problems };

  function fields(json: string): Readonly<Record<string, unknown>> {
    if (json.trim() === "") return {};
    try {
      const value = JSON.parse(json) as unknown;
      if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Readonly<Record<string, unknown>>;
    } catch { /* told below */ }
    tell(undefined);
    return {};
  }
}

async function networkOf(packed: string, name: string): Promise<BroughtNetwork> {
  const read = readSafetensors(await unpacked(packed), name);
  await refuseChanged(read, name);
  return read.network;
}

/** Base64 of gzip. @throws when it is neither, or larger than any network of ours */
async function unpacked(text: string): Promise<Uint8Array> {
  const zipped = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = new Blob([zipped]).stream().pipeThrough(new DecompressionStream("gzip")).getReader();
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
    length += value!.length;
    if (length > mostBytes) throw new RangeError(String(length));
    chunks.push(value!);
  }
  return new Uint8Array(await new Blob(chunks as Uint8Array<ArrayBuffer>[]).arrayBuffer());
}

const unreadable = problem("runs-damaged", "", {
  expected: { en: "the runs that this file brings with it, but they are damaged", "pt-BR": "as execuções que este arquivo traz, mas elas estão danificadas" },
  wayOut: { en: "The notebook itself is whole; train again.", "pt-BR": "O notebook em si está inteiro; treine de novo." },
});
