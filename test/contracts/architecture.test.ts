import { expect } from "@open-wc/testing";
import type * as TF from "@tensorflow/tfjs-core";
import { seededRandom, type Random } from "../../src/base/random.js";
import type { Field, FieldValue } from "../../src/hyperparameters/field.js";
import { defaultsOf, type Values } from "../../src/hyperparameters/schema.js";
import type { Architecture, DataShape, ForwardOptions, Model, Tf } from "../../src/model/architecture.js";
import { architectures } from "../../src/model/architectures/index.js";
import { parameterCountOf, sizeOf } from "../../src/model/stage.js";
import { Adam } from "../../src/training/adam.js";
import { openBackend } from "../../src/training/backends.js";
import { Tally } from "../../src/training/metrics.js";
import { readParameters, writeParameters } from "../../src/training/network.js";
import { trainStep } from "../../src/training/step.js";
import { expectClose } from "../kernels/backends.js";
import { settingsFor, trainSmall } from "../training/small-run.js";

/** A value somewhere in a field's range, small enough to build many. */
function drawn(field: Field, random: Random): FieldValue {
  switch (field.kind) {
    case "boolean": return random.next() < 0.5;
    case "choice": return random.pick(Object.keys(field.choices));
    case "text": return field.default;
    case "integer": return field.min + random.integer(Math.min(field.max, 14) - field.min + 1);
    case "real": return random.uniform(field.min, field.max);
  }
}
const drawnValues = ({ hyperparameters }: Architecture, random: Random): Values =>
  Object.fromEntries(Object.entries(hyperparameters).map(([name, field]) => [name, drawn(field, random)]));

interface Case { readonly seed: number; readonly values: Values; readonly shape: DataShape }
/** Seeded values without problems, one in four of them fed with vectors. */
function casesOf(architecture: Architecture, count: number): Case[] {
  const cases: Case[] = [];
  for (let seed = 1; cases.length < count; seed++) {
    const random = seededRandom(seed);
    const values = drawnValues(architecture, random);
    const shape = { vocabularySize: random.integer(4) === 0 ? 0 : 3 + random.integer(12), classes: 2 + random.integer(3) };
    if (architecture.problems(values, shape).length === 0) cases.push({ seed, values, shape });
  }
  return cases;
}

const batchSize = 5;
/** Texts of every length from none to all, then padding; or vectors. */
function inputOf(tf: Tf, { seed, values, shape }: Case): { readonly input: TF.Tensor; readonly lengths: readonly number[] } {
  const random = seededRandom(seed + 1000);
  const length = Number(values["sequenceLength"]);
  const lengths = Array.from({ length: batchSize }, (_, row) => Math.round((length * row) / (batchSize - 1)));
  if (shape.vocabularySize === 0) {
    const size = Number(values["embeddingSize"]);
    return { lengths, input: tf.tensor3d(Float32Array.from({ length: batchSize * length * size }, () => random.normal()), [batchSize, length, size]) };
  }
  const ids = lengths.flatMap((own) => Array.from({ length }, (_, i) => (i < own ? 1 + random.integer(shape.vocabularySize - 1) : 0)));
  return { lengths, input: tf.tensor2d(ids, [batchSize, length], "int32") };
}
const looking = { training: false, dropoutSeed: 1 };

/** Multiply-adds of the kernels that ran, counted from their shapes alone: products of matrices, convolutions, and features weighed by position. */
function countedMultiplyAdds(kernels: readonly { readonly name: string; readonly inputShapes: readonly (readonly number[] | null)[]; readonly outputShapes: readonly (readonly number[])[] }[]): number {
  let sum = 0;
  for (const { name, inputShapes: [a, b], outputShapes: [out] } of kernels) {
    if (name === "Conv2D") sum += sizeOf(out!) * sizeOf(b!.slice(0, 3));
    else if (name === "BatchMatMul" || name === "_FusedMatMul") sum += sizeOf(out!) * a!.at(-1)!;
    else if (name === "Multiply" && out!.length === 3 && b!.at(-1) === 1) sum += sizeOf(out!);
  }
  return sum / batchSize;
}

for (const backend of ["wasm", "cpu"] as const) {
  describe(`every architecture on ${backend}`, function () {
    this.timeout(180_000);
    let tf: Tf;
    before(async () => { ({ tf } = await openBackend(backend)); });

    for (const architecture of architectures) {
      describe(architecture.name, () => {
        it("learns at once exactly where its model has a learner", () => {
          const model = architecture.build(tf, defaultsOf(architecture.hyperparameters), { vocabularySize: 10, classes: 2 }, seededRandom(1));
          expect(model.learner !== undefined).to.equal(architecture.learnsAtOnce === true);
          model.dispose();
        });
        const cases = casesOf(architecture, backend === "wasm" ? 60 : 25);
        const build = ({ values, shape, seed }: Case): Model => architecture.build(tf, values, shape, seededRandom(seed));
        /** Runs `check` for every case inside a tidy, and says which case failed. */
        const forEveryCase = async (check: (one: Case, model: Model) => void | Promise<void>): Promise<void> => {
          for (const one of cases) {
            const model = build(one);
            try {
              await check(one, model);
            } catch (error) {
              throw new Error(`${(error as Error).message} — with ${JSON.stringify(one)}`, { cause: error });
            } finally {
              model.dispose();
            }
          }
        };

        it("draws the stages that it builds: shapes, and parameters by name", () => forEveryCase((one, model) => tf.tidy(() => {
          const stages = architecture.stages(one.values, one.shape);
          const { activations, logits } = model.forward(inputOf(tf, one).input, looking);
          expect(Object.entries(activations).map(([name, { shape: [, ...own] }]) => [name, own])).to.deep.equal(stages.map(({ name, outputShape: [, ...own] }) => [name, own]));
          stages.slice(1).forEach((stage, i) => expect(stage.inputShape, stage.name).to.deep.equal(stages[i]!.outputShape));
          expect(logits.shape).to.deep.equal([batchSize, one.shape.classes > 2 ? one.shape.classes : 1]);
          expect(stages.flatMap(({ name, parameters }) => parameters.map((parameter) => [name, parameter.name, parameter.shape])))
            .to.deep.equal(model.parameters.map(({ name, stage, variable }) => [stage, name, variable.shape]));
          expect(parameterCountOf(stages)).to.equal(model.parameters.reduce((sum, { variable }) => sum + variable.size, 0));
          expect(stages.flatMap(({ layers }) => layers).reduce((sum, { parameterCount }) => sum + parameterCount, 0)).to.equal(parameterCountOf(stages));
        })));

        it("counts the multiply-adds that its kernels do", () => forEveryCase(async (one, model) => {
          const { input } = inputOf(tf, one);
          const { kernels } = await tf.profile(() => { tf.tidy(() => { model.forward(input, looking); }); });
          input.dispose();
          expect(countedMultiplyAdds(kernels as unknown as Parameters<typeof countedMultiplyAdds>[0])).to.equal(architecture.stages(one.values, one.shape).reduce((sum, { multiplyAdds }) => sum + multiplyAdds, 0));
        }));

        it("attends with weights that are never negative, sum to 1, and are 0 on masked padding", () => forEveryCase((one, model) => tf.tidy(() => {
          const { input, lengths } = inputOf(tf, one);
          const { attentionWeights, logits } = model.forward(input, looking);
          expect([...logits.dataSync()].every(Number.isFinite), "finite logits").to.equal(true);
          if (!attentionWeights) return;
          const rows = attentionWeights.arraySync();
          const isMasked = one.values["maskPadding"] === true && one.shape.vocabularySize > 0;
          rows.forEach((row, text) => {
            expect(row.every((weight) => weight >= 0), "never negative").to.equal(true);
            expect(row.reduce((sum, weight) => sum + weight, 0)).to.be.closeTo(1, 1e-5);
            const beyond = row.filter((_, position) => position + model.receptiveField.first >= lengths[text]!);
            if (isMasked && lengths[text]! > 0) expect(beyond.every((weight) => weight === 0), "0 on padding").to.equal(true);
          });
        })));

        it("takes attention weights that it is given, where the answer rests on them, and otherwise leaves them aside", () => forEveryCase((one, model) => tf.tidy(() => {
          const { input } = inputOf(tf, one);
          const { attentionWeights: own, logits } = model.forward(input, looking);
          const random = seededRandom(one.seed + 7);
          const shape = own?.shape ?? [batchSize, 1];
          const given = tf.softmax(tf.tensor2d(Float32Array.from({ length: sizeOf(shape) }, () => random.normal()), shape)) as TF.Tensor2D;
          if (!model.takesAttentionWeights) return void expect(model.forward(input, { ...looking, attentionWeights: given }).logits.dataSync()).to.deep.equal(logits.dataSync());
          for (const training of [false, true]) expect(model.forward(input, { training, dropoutSeed: 1, attentionWeights: given }).attentionWeights!.dataSync()).to.deep.equal(given.dataSync());
          const again = model.forward(input, { ...looking, attentionWeights: own! }).logits.dataSync();
          logits.dataSync().forEach((logit, i) => expect(again[i], "its own weights, given back").to.be.closeTo(logit, 1e-5 * (1 + Math.abs(logit))));
          // Throws where the answer does not follow from the weights.
          const slope = tf.grad((weights) => tf.sum(model.forward(input, { ...looking, attentionWeights: weights as TF.Tensor2D }).logits))(given);
          expect([...slope.dataSync()].every(Number.isFinite)).to.equal(true);
        })));

        it("shows a tap the output of every stage, also while training, and goes on with what it gives back", () => forEveryCase((one, model) => tf.tidy(() => {
          const { input } = inputOf(tf, one);
          const stages = architecture.stages(one.values, one.shape).filter(({ name }) => name !== "text" || one.shape.vocabularySize === 0);
          for (const training of [false, true]) {
            const options = { training, dropoutSeed: 3 };
            const seen: [string, readonly number[]][] = [];
            const { logits } = model.forward(input, { ...options, tap: (stage, output) => { seen.push([stage, output.shape.slice(1)]); return output; } });
            expect(seen).to.deep.equal(stages.map(({ name, outputShape: [, ...own] }) => [name, own]));
            const untapped = model.forward(input, options).logits.dataSync();
            logits.dataSync().forEach((logit, i) => expect(logit).to.be.closeTo(untapped[i]!, 1e-4 * (1 + Math.abs(logit))));
            const nothing = stages.map(({ outputShape: [, ...own] }) => tf.zeros([batchSize, ...(own as number[])]));
            // Throws where a stage does not go on with what the tap gave back.
            const slopes = tf.grads((...added) => tf.sum(model.forward(input, { ...options, tap: (stage, output) => tf.add(output, added[stages.findIndex(({ name }) => name === stage)]!) }).logits))(nothing);
            slopes.forEach((slope, i) => expect([...slope.dataSync()].every(Number.isFinite), stages[i]!.name).to.equal(true));
            expect([...slopes.at(-1)!.dataSync()].every((value) => value === 1), "logits").to.equal(true);
          }
        })));

        it("has the gradients of its parts, whatever it does in one kernel while training", () => forEveryCase((one, model) => tf.tidy(() => {
          const { input } = inputOf(tf, one);
          const variables = model.parameters.map(({ variable }) => variable).filter(({ trainable }) => trainable);
          if (variables.length === 0) return;
          const gradients = (options: Partial<ForwardOptions>): readonly Float32Array[] => {
            const { grads } = tf.variableGrads(() => tf.sum(model.forward(input, { training: true, dropoutSeed: 3, ...options }).logits) as TF.Scalar, variables);
            return variables.map(({ name }) => grads[name]!.dataSync<"float32">());
          };
          const byParts = gradients({ tap: (_stage, output) => output });
          gradients({}).forEach((whole, i) => expectClose(whole, byParts[i]!, model.parameters[i]!.name, { tolerance: 1e-4, magnitude: 1e-3 }));
        })));

        it("shows how every position attends to every other, head by head, where it has such layers", () => forEveryCase((one, model) => tf.tidy(() => {
          const { input, lengths } = inputOf(tf, one);
          const { selfAttention, poolingWeights } = model.forward(input, looking);
          const layers = Number(one.values["layers"] ?? 0);
          expect(selfAttention?.length ?? 0).to.equal(layers);
          expect(poolingWeights === undefined).to.equal(selfAttention === undefined);
          for (const row of poolingWeights?.arraySync() ?? []) expect(row.reduce((sum, weight) => sum + weight, 0)).to.be.closeTo(1, 1e-5);
          const isMasked = one.values["maskPadding"] === true && one.shape.vocabularySize > 0;
          for (const weights of selfAttention ?? []) {
            const [, heads, queries, positions] = weights.shape;
            expect(weights.shape).to.deep.equal([batchSize, one.values["heads"], one.values["sequenceLength"], one.values["sequenceLength"]]);
            const data = weights.dataSync<"float32">();
            for (let row = 0; row < batchSize * heads * queries; row++) {
              const own = data.subarray(row * positions, (row + 1) * positions);
              expect(own.reduce((sum, weight) => sum + weight, 0)).to.be.closeTo(1, 1e-5);
              const length = lengths[Math.floor(row / (heads * queries))]!;
              if (isMasked && length > 0) expect(own.subarray(length).every((weight) => weight === 0), "0 on padding").to.equal(true);
            }
          }
        })));

        it("gives the same logits once its parameters are written into another one", () => forEveryCase(async (one, model) => {
          const other = architecture.build(tf, one.values, one.shape, seededRandom(one.seed + 1));
          writeParameters(tf, other, await readParameters(model));
          tf.tidy(() => {
            const { input } = inputOf(tf, one);
            expect(other.forward(input, looking).logits.dataSync()).to.deep.equal(model.forward(input, looking).logits.dataSync());
          });
          other.dispose();
        }));

        it("is built alike from the same seed, and otherwise from another", () => forEveryCase(async (one, model) => {
          const [again, other] = [build(one), architecture.build(tf, one.values, one.shape, seededRandom(one.seed + 1))];
          expect(await readParameters(again)).to.deep.equal(await readParameters(model));
          expect(await readParameters(other)).not.to.deep.equal(await readParameters(model));
          again.dispose();
          other.dispose();
        }));

        const small = { sequenceLength: 12, embeddingSize: 12, filters: 12, dropoutRate: 0, penalty: 0.001 };
        for (const preset of architecture.presets) {
          it(`learns one batch by heart with the preset ${preset.name}, made small`, async () => {
            const values = { ...defaultsOf(architecture.hyperparameters), ...preset.values, ...small };
            const one: Case = { seed: 3, values, shape: { vocabularySize: 30, classes: 2 } };
            const model = build(one);
            const adam = new Adam(tf, model.parameters, 0.01);
            const random = seededRandom(9);
            const ids = Int32Array.from({ length: 8 * 12 }, () => 2 + random.integer(28));
            const input = tf.tensor2d(ids, [8, 12], "int32");
            const answers = [0, 1, 1, 0, 1, 0, 0, 1];
            const labels = tf.tensor1d(answers, "int32");
            const learner = model.learner?.({ ids, labels: Int32Array.from(answers) });
            let last = { loss: Infinity, accuracy: 0 };
            for (let step = 1; step <= (learner ? 20 : 200); step++) {
              if (learner) {
                last = new Tally(1).add((await learner.step()).logits, answers);
                continue;
              }
              const logits = trainStep(tf, model, adam, { input, labels }, step);
              last = new Tally(1).add(await logits.data<"float32">(), answers);
              logits.dispose();
            }
            expect(last.accuracy).to.equal(1);
            expect(last.loss).to.be.below(0.1);
            adam.dispose();
            model.dispose();
            tf.dispose([input, labels]);
          });
        }

        it("holds no tensor more after forty steps than after two", async () => {
          for (const one of cases.slice(0, 6)) {
            const model = build(one);
            const adam = new Adam(tf, model.parameters, 0.001);
            const { input } = inputOf(tf, one);
            const labels = tf.tensor1d([0, 1, 0, 1, 0], "int32");
            const counts: number[] = [];
            for (let step = 1; step <= 40; step++) {
              trainStep(tf, model, adam, { input, labels }, step).dispose();
              counts.push(tf.memory().numTensors);
            }
            expect(counts.at(-1)).to.equal(counts[1]);
            const before = tf.memory().numTensors;
            adam.dispose();
            model.dispose();
            expect(tf.memory().numTensors).to.equal(before - 3 * model.parameters.length);
            tf.dispose([input, labels]);
          }
        });

        it("becomes the same network on the bit when it is trained twice", async () => {
          const settings = settingsFor({ dropoutRate: 0.3 }, {}, architecture.name);
          const [first, second] = [await trainSmall(tf, settings), await trainSmall(tf, settings)];
          expect(second.parameters).to.deep.equal(first.parameters);
          expect(second.result).to.deep.equal(first.result);
          expect((await trainSmall(tf, { ...settings, seed: 2 })).parameters).not.to.deep.equal(first.parameters);
        });
      });
    }
  });
}
