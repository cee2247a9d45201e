import { expect } from "@open-wc/testing";
import type { Tf } from "../../src/model/architecture.js";
import { openBackend } from "../../src/training/backends.js";
import { attendTo, inspect, toSnapshot } from "../../src/training/inspect.js";
import { openNetwork, type Network } from "../../src/training/network.js";
import { settingsFor, smallData } from "./small-run.js";
import type { Values } from "../../src/hyperparameters/schema.js";

describe("following a text through a network", () => {
  let tf: Tf;
  before(async () => { ({ tf } = await openBackend("wasm")); });
  const moment = { step: 4, epoch: 2 };
  const open = (values: Values): Network => openNetwork(tf, "atnet", settingsFor(values).hyperparameters, smallData(), 1);
  const using = async (values: Values, check: (network: Network) => Promise<void>): Promise<void> => {
    const network = open(values);
    try { await check(network); } finally { network.model.dispose(); }
  };

  it("keeps the text's own tokens, and says how much attention falls beyond them", () => using({}, async (network) => {
    const seen = await inspect(tf, network, "The phone is zzz", moment);
    expect(seen).to.deep.include({ ...moment, text: "The phone is zzz", tokens: ["the", "phone", "is", "zzz"] });
    // 10 positions in all, 4 of them begin on a token; without a mask the other 6 get attention too.
    expect(seen.attentionWeights).to.have.lengthOf(4);
    expect(seen.attentionKept).to.be.closeTo(seen.attentionWeights.reduce((a, b) => a + b, 0), 1e-12);
    expect(seen.attentionKept).to.be.within(0.2, 0.7);
    expect(seen.receptiveFields).to.deep.equal([[0, 2], [1, 3], [2, 3], [3, 3]]);
    expect(seen.tokenIds.slice(0, 3).every((id) => id > 1)).to.equal(true);
    expect(seen.tokenIds[3]).to.equal(1);
    expect(seen.activations["embedding"]!.data).to.have.lengthOf(4 * 8);
    expect([...seen.activations["text"]!.data]).to.deep.equal(seen.tokenIds);
  }));

  it("keeps all attention when padding is masked, and the positions beside the text that still see it", () => using({ maskPadding: true, convolutionPadding: "same" }, async (network) => {
    const seen = await inspect(tf, network, "phone box", moment);
    // With “same” a kernel of 3 sees one token to each side: the position after the last token still sees it.
    expect(seen.receptiveFields).to.deep.equal([[0, 1], [0, 1], [1, 1]]);
    expect(seen.attentionKept).to.be.closeTo(1, 1e-6);
  }));

  it("cuts a text that is longer than the sequence", () => using({}, async (network) => {
    const seen = await inspect(tf, network, Array.from({ length: 30 }, () => "good").join(" "), moment);
    expect(seen.tokens).to.have.lengthOf(12);
    expect(seen.attentionWeights).to.have.lengthOf(10);
    expect(seen.receptiveFields.at(-1)).to.deep.equal([9, 11]);
    expect(seen.attentionKept).to.be.closeTo(1, 1e-6);
  }));

  it("marks filters whose strongest position lies on padding with −1", () => using({ filters: 32 }, async (network) => {
    const { poolWinners, activations } = await inspect(tf, network, "good", moment);
    const attended = activations["attention"]!;
    expect(attended.shape).to.deep.equal([1, 32]);
    expect(poolWinners).to.have.lengthOf(32);
    expect(new Set(poolWinners)).to.deep.equal(new Set([0, -1]));
    // A winner on the text is what pooling kept.
    poolWinners.forEach((position, filter) => {
      if (position === 0) expect(activations["pooling"]!.data[filter]).to.equal(attended.data[filter]);
      else expect(activations["pooling"]!.data[filter]).to.be.above(attended.data[filter]!);
    });
  }));

  it("has no weights, scores or winners where the network has no attention and no maximum", () => using({ attention: "none", pooling: "sum" }, async (network) => {
    const seen = await inspect(tf, network, "good box", moment);
    expect([seen.attentionWeights, seen.scores, seen.poolWinners]).to.deep.equal([[], [], []]);
    expect(Object.keys(seen.activations)).to.deep.equal(["text", "embedding", "convolution", "pooling", "dense", "output"]);
  }));

  it("sees the same in many texts at once as in each alone", () => using({ maskPadding: true }, async (network) => {
    const texts = Array.from({ length: 70 }, (_, i) => ["the phone is good", "bad", "a great case in the box"][i % 3]!);
    const many = await attendTo(tf, network, texts.map((text) => text.split(" ")), moment);
    expect(many).to.have.lengthOf(70);
    for (const index of [0, 1, 2, 69]) {
      const alone = toSnapshot(await inspect(tf, network, texts[index]!, moment));
      expect(many[index]!.tokens).to.deep.equal(alone.tokens);
      expect(many[index]!.receptiveFields).to.deep.equal(alone.receptiveFields);
      many[index]!.attentionWeights.forEach((weight, p) => expect(weight).to.be.closeTo(alone.attentionWeights[p]!, 1e-6));
      expect(many[index]!.probabilities[1]).to.be.closeTo(alone.probabilities[1]!, 1e-6);
    }
  }));

  it("leaves no tensor behind, also when a text holds no word", () => using({}, async (network) => {
    const before = tf.memory().numTensors;
    await inspect(tf, network, "good", moment);
    await attendTo(tf, network, [["good"], ["bad"]], moment);
    await inspect(tf, network, "?!", moment).then(() => { throw new Error("expected a refusal"); }, (error: Error) => expect(error.message).to.equal('text: expected a text with at least one word, received "?!". Write a sentence.'));
    expect(tf.memory().numTensors).to.equal(before);
  }));
});
