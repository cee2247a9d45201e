import { expect } from "@open-wc/testing";
import { seededRandom, type Random } from "../../src/base/random.js";
import { ProblemError } from "../../src/data/dataset.js";
import { decodeCheckpoint, encodeCheckpoint, misfit, type Checkpoint, type NamedArray } from "../../src/training/checkpoint.js";
import { plainSha256, sha256 } from "../../src/base/sha256.js";
import { settingsFor } from "./small-run.js";

/** Any number that a float32 may be: subnormal, −0 and the largest among them. */
const anyFloat = (random: Random): number => random.pick([0, -0, 1e-45, -3.4028234663852886e38, Math.fround(random.normal()), Math.fround(random.normal() * 1e-30)]);
const anyArray = (random: Random, name: string): NamedArray => {
  const shape = Array.from({ length: random.integer(4) }, () => random.integer(6));
  return { name, shape, data: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => anyFloat(random)) };
};
const anyCheckpoint = (random: Random): Checkpoint => {
  const step = random.integer(40);
  const parameters = Array.from({ length: 1 + random.integer(4) }, (_, i) => anyArray(random, `stage/ção ${i}`));
  const like = (): NamedArray[] => parameters.map(({ name, shape, data }) => ({ name, shape, data: data.map(() => anyFloat(random)) }));
  return {
    runId: `run-${random.integer(1000)}`, savedAt: random.integer(2 ** 31), state: random.pick(["training", "finished"] as const),
    settings: settingsFor({}, { probeText: random.pick(["", "ação \u0000 \ud83d\ude00", "NaN"]) }),
    data: { source: "tiny-reviews", seed: random.integer(2 ** 32), validationSplit: 0.1, testSplit: 0, options: { language: "pt-BR" } },
    environment: { seed: 1, backend: "wasm", threads: 1, simd: true, precision: "equal", algorithms: [], tfjs: "4.22.0", app: "0.1.0", dataHash: "0f", parameterCount: 3 },
    epoch: 1 + random.integer(9), batch: random.integer(9), step, stepsPerEpoch: 9, seconds: random.next(),
    tally: { loss: random.normal(), right: 3, count: 4, confusion: [[1, 0], [1, 2]] },
    losses: Float64Array.from({ length: step }, () => random.normal()), accuracies: Float64Array.from({ length: step }, () => random.next()),
    epochs: Array.from({ length: random.integer(3) }, (_, i) => ({ epoch: i + 1, step: i, trainingLoss: random.normal(), trainingAccuracy: 1, validationLoss: NaN, validationAccuracy: -0, seconds: Infinity, snapshot: undefined })),
    rateChanges: [{ step: 3, learningRate: 0.1 }],
    parameters, optimizer: { name: "adam", config: { epsilon: 1e-7 }, steps: step, slots: { mean: like(), square: like() } },
    best: random.next() < 0.5 ? { epoch: 1, loss: random.next(), parameters: like() } : undefined,
    result: undefined,
  };
};
const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
  } catch (error) {
    if (error instanceof ProblemError) return error.problems[0]!.code;
    throw error;
  }
  return "accepted";
};
/** JSON leaves out what is undefined; everything else must come back. */
const defined = (value: Checkpoint): object => Object.fromEntries(Object.entries(value).map(([key, own]) => [key, key === "epochs" ? value.epochs.map((record) => ({ ...record, snapshot: null })) : own]).filter(([, own]) => own !== undefined));

describe("a checkpoint", () => {
  it("comes back as it was written, whatever it holds", async () => {
    const random = seededRandom(16);
    for (let i = 0; i < 60; i++) {
      const checkpoint = anyCheckpoint(random);
      const back = await decodeCheckpoint(await encodeCheckpoint(checkpoint));
      expect(defined(back)).to.deep.equal(defined(checkpoint));
      // −0 equals 0 for most eyes, and not for the bits.
      back.parameters.forEach(({ data }, at) => expect(new Uint32Array(data.buffer)).to.deep.equal(new Uint32Array(checkpoint.parameters[at]!.data.buffer)));
    }
  });

  it("is refused when any of its bytes has changed", async () => {
    const random = seededRandom(17);
    const good = await encodeCheckpoint(anyCheckpoint(random));
    const places = new Set([0, 4, 8, 12, good.byteLength - 1]);
    while (places.size < 200) places.add(random.integer(good.byteLength));
    for (const place of places) {
      const bad = good.slice(0);
      new Uint8Array(bad)[place]! ^= 1 << random.integer(8);
      expect(await codeOf(decodeCheckpoint(bad)), `byte ${place}`).to.equal("checkpoint-damaged");
    }
  });

  it("is refused when it is cut short, empty or longer than it was", async () => {
    const good = await encodeCheckpoint(anyCheckpoint(seededRandom(18)));
    for (const bad of [new ArrayBuffer(0), good.slice(0, 40), good.slice(0, -1), good.slice(1), new Uint8Array([...new Uint8Array(good), 0]).buffer]) {
      expect(await codeOf(decodeCheckpoint(bad))).to.equal("checkpoint-damaged");
    }
  });

  it("is refused when another version of the format wrote it", async () => {
    const buffer = await encodeCheckpoint(anyCheckpoint(seededRandom(19)));
    new Uint32Array(buffer, 4, 1)[0] = 2;
    const bytes = new Uint8Array(buffer);
    bytes.set(await sha256(bytes.subarray(0, -32)), bytes.length - 32);
    expect(await codeOf(decodeCheckpoint(buffer))).to.equal("checkpoint-other-version");
  });

  it("never holds a number that is not finite", async () => {
    const random = seededRandom(20);
    const checkpoint = anyCheckpoint(random);
    for (const wrong of [NaN, Infinity, -Infinity]) {
      const parameters = [{ name: "kernel", shape: [2], data: Float32Array.of(1, wrong) }];
      expect(await codeOf(encodeCheckpoint({ ...checkpoint, parameters }))).to.equal("checkpoint-not-finite");
    }
  });

  it("fits only a network with the same parameters", () => {
    const checkpoint = { ...anyCheckpoint(seededRandom(21)), parameters: [{ name: "kernel", shape: [2, 1], data: Float32Array.of(1, 2) }], optimizer: { name: "sgd", config: {}, steps: 1, slots: {} }, best: undefined };
    expect(misfit(checkpoint, [{ name: "kernel", shape: [2, 1] }])).to.equal(undefined);
    for (const other of [[], [{ name: "kernel", shape: [1, 2] }], [{ name: "bias", shape: [2, 1] }], [{ name: "kernel", shape: [2, 1] }, { name: "bias", shape: [1] }]]) {
      expect(misfit(checkpoint, other)!.code).to.equal("checkpoint-does-not-fit");
    }
  });
});

describe("the checksum", () => {
  const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  it("is SHA-256", () => {
    // FIPS 180-4's example, and the digest of nothing.
    expect(hex(plainSha256(new TextEncoder().encode("abc")))).to.equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    expect(hex(plainSha256(new Uint8Array()))).to.equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  });
  it("is the browser's own at every length", async () => {
    const random = seededRandom(22);
    for (let length = 0; length < 200; length += 7) {
      const bytes = Uint8Array.from({ length }, () => random.integer(256));
      expect(hex(plainSha256(bytes))).to.equal(hex(await sha256(bytes)));
    }
  });
});
