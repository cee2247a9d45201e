import type { FromPage, RequestName } from "./protocol.js";

const requestNames: Readonly<Record<RequestName, true>> = { prepare: true, look: true, keep: true, kept: true, train: true, adopt: true, control: true, inspect: true, attend: true, analyse: true, forecast: true, warm: true, save: true, checkpoints: true, release: true };
const backends: readonly unknown[] = ["auto", "webgpu", "webgl", "wasm", "cpu"];
const precisions: readonly unknown[] = ["equal", "fast", undefined];
const mostThreads = 64;
const isThreads = (value: unknown): boolean => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= mostThreads;
const actions: readonly unknown[] = ["pause", "resume", "step", "stop"];
const withoutRun: readonly RequestName[] = ["prepare", "look", "keep", "kept", "forecast", "warm", "save", "checkpoints"];
/** Characters of a text that is inspected. */
export const longestText = 20_000;

/**
 * A message as the worker may act on it: its outer form is checked here, settings by their own schemas.
 * @throws TypeError that says what was expected; undefined when it is not even a request with an id, which nobody could be answered for
 */
export function readMessage(data: unknown): FromPage | undefined {
  if (!isRecord(data) || !Number.isSafeInteger(data["id"])) return undefined;
  const { type, input } = data;
  if (type === "abort") return data as unknown as FromPage;
  const name = String(type);
  if (!Object.hasOwn(requestNames, name)) throw new TypeError(`worker: expected one of ${Object.keys(requestNames).join(", ")}; received ${name}`);
  if (!isRecord(input)) throw new TypeError(`worker: ${name} expects its input as an object`);
  const wrong = wrongInput(name as RequestName, input);
  if (wrong) throw new TypeError(`worker: ${name} expects ${wrong}`);
  return data as unknown as FromPage;
}

function wrongInput(name: RequestName, input: Readonly<Record<string, unknown>>): string | undefined {
  if (!withoutRun.includes(name) && (typeof input["runId"] !== "string" || input["runId"] === "")) return "runId: a text";
  switch (name) {
    case "prepare": return isRecord(input["options"] ?? {}) ? undefined : "options: an object";
    case "look": return isBrought(input["brought"]) && isRecord(input["options"]) ? undefined : "brought: a file or files with a name; options: an object";
    case "keep": return typeof input["name"] === "string" && input["file"] instanceof Blob ? undefined : "name: a text; file: a blob";
    case "kept": return typeof input["hash"] === "string" ? undefined : "hash: a text";
    case "train":
      if (!isRecord(input["data"])) return "data: an object";
      if (!isRecord(input["settings"])) return "settings: an object";
      if (["resume", "paused"].some((key) => !["boolean", "undefined"].includes(typeof input[key]))) return "resume and paused: true or false";
      if (!precisions.includes(input["precision"])) return "precision: equal or fast";
      if (input["threads"] !== undefined && !isThreads(input["threads"])) return `threads: a whole number from 0 to ${mostThreads}`;
      return backends.includes(input["backend"]) ? undefined : `backend: one of ${backends.join(", ")}`;
    case "adopt":
      if (typeof input["keeps"] !== "boolean") return "keeps: true or false";
      return isRecord(input["network"]) && Array.isArray(input["network"]["parameters"]) ? undefined : "network: an object with its parameters";
    case "control":
      if (input["learningRate"] !== undefined && !isRate(input["learningRate"])) return "learningRate: a number above 0";
      return actions.includes(input["action"]) ? undefined : `action: one of ${actions.join(", ")}`;
    case "inspect": return isText(input["text"]) ? undefined : `text: a text of at most ${longestText} characters`;
    case "attend": return Array.isArray(input["texts"]) && input["texts"].every(isText) ? undefined : `texts: texts of at most ${longestText} characters`;
    case "analyse":
      if (typeof input["analysis"] !== "string") return "analysis: a text";
      return isRecord(input["input"]) ? undefined : "input: an object";
    case "forecast":
      if (!isRecord(input["data"])) return "data: an object";
      if (!isRecord(input["settings"])) return "settings: an object";
      if (!backends.includes(input["backend"])) return `backend: one of ${backends.join(", ")}`;
      if (input["precision"] === undefined || !precisions.includes(input["precision"])) return "precision: equal or fast";
      return typeof input["compares"] === "boolean" ? undefined : "compares: true or false";
    case "warm":
    case "save":
    case "checkpoints": return undefined;
    case "release": return ["boolean", "undefined"].includes(typeof input["keeps"]) ? undefined : "keeps: true or false";
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null && !Array.isArray(value);
const isBrought = (value: unknown): boolean => isRecord(value) && typeof value["name"] === "string"
  && (value["file"] instanceof Blob || (Array.isArray(value["files"]) && value["files"].every((one) => isRecord(one) && typeof one["path"] === "string" && one["file"] instanceof Blob)));
const isRate = (value: unknown): boolean => typeof value === "number" && Number.isFinite(value) && value > 0;
const isText = (value: unknown): boolean => typeof value === "string" && value.length <= longestText;
