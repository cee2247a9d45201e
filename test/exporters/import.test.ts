import { expect } from "@open-wc/testing";
import { strToU8, unzipSync, zipSync } from "fflate";
import { Library } from "../../components/controllers/library.js";
import { modelNotebook } from "../../components/controllers/model-notebook.js";
import { openNetworkFile } from "../../components/controllers/open-network.js";
import { pageLocale } from "../../components/base/locale.js";
import { ProblemError, type Problem } from "../../src/base/problem.js";
import { kerasExporter } from "../../src/exporters/keras/keras-exporter.js";
import { onnxExporter } from "../../src/exporters/onnx/onnx-exporter.js";
import { seededRandom } from "../../src/base/random.js";
import { writeSafetensors } from "../../src/exporters/safetensors.js";
import { tfjsExporter } from "../../src/exporters/tfjs/tfjs-file.js";
import type { TrainedModel } from "../../src/exporters/trained-model.js";
import { defaultsOf } from "../../src/hyperparameters/schema.js";
import { architectures } from "../../src/model/architectures/index.js";
import { sizeOf } from "../../src/model/stage.js";
import { readCell } from "../../src/notebook/declarative.js";
import { cases, modelOf } from "../interop/networks.js";

const architecture = architectures.get("atnet")!;
const hyperparameters = { ...defaultsOf(architecture.hyperparameters), sequenceLength: 6, embeddingSize: 3, filters: 2, kernelSize: 2, denseUnits: 2 };
const stages = architecture.stages(hyperparameters, { vocabularySize: 5, classes: 2 });
const model: TrainedModel = {
  name: "small-run-1", architecture: "atnet", hyperparameters, layers: stages.flatMap(({ layers }) => layers),
  parameters: stages.flatMap(({ parameters }) => parameters).map(({ name, shape }, at) => ({ name, shape, data: Float32Array.from({ length: sizeOf(shape) }, (_, i) => (at + 1) / 8 + i / 16) })),
  classes: [{ en: "complaint", "pt-BR": "reclamação" }, { en: "praise", "pt-BR": "elogio" }], vocabulary: ["good", "não", "a \"b\""], sequenceLength: 6, level: "words", attentionLayer: "softmax",
  training: { epochs: 3, seed: 9, patience: 0, keepBest: true, probeText: "" }, data: { source: "tiny-reviews", seed: 4, validationSplit: 0.1, testSplit: 0.1, options: { count: 200 } }, card: { seed: 9, step: 30, epoch: 3, dataHash: "0badcafe" },
};

type Tree = Record<string, unknown>;
/** What stands at a place such as ["dense/kernel", "shape"]. */
const at = (tree: unknown, ...path: readonly (string | number)[]): unknown => path.reduce((node, name) => (node as Tree)[name], tree);
function put(tree: unknown, path: readonly (string | number)[], value: unknown): void { (at(tree, ...path.slice(0, -1)) as Tree)[path.at(-1)!] = value; }

/** A safetensors file whose header, or numbers, were changed. */
async function altered(change: (header: Tree, numbers: Uint8Array) => Uint8Array | void): Promise<Uint8Array> {
  const bytes = await writeSafetensors(model);
  const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length))) as Tree;
  const numbers = bytes.slice(8 + length);
  const after = change(header, numbers) ?? numbers;
  const text = strToU8(JSON.stringify(header));
  const file = new Uint8Array(8 + text.length + after.length);
  new DataView(file.buffer).setBigUint64(0, BigInt(text.length), true);
  file.set(text, 8);
  file.set(after, 8 + text.length);
  return file;
}
/** What our own description says, changed. */
const described = (change: (description: Tree) => void): Promise<Uint8Array> => altered((header) => {
  const description = JSON.parse(at(header, "__metadata__", "atnet") as string) as Tree;
  change(description);
  put(header, ["__metadata__", "atnet"], JSON.stringify(description));
});
const offsetOf = (header: Tree, name: string): number => at(header, name, "data_offsets", 0) as number;
const asZip = async (change: (json: Tree, files: Record<string, Uint8Array>) => void): Promise<Uint8Array> => {
  const files = unzipSync(await tfjsExporter.make(model) as Uint8Array);
  const json = JSON.parse(new TextDecoder().decode(files["model.json"])) as Tree;
  change(json, files);
  return zipSync({ ...files, "model.json": strToU8(JSON.stringify(json)) });
};

const again = { en: "Nothing was changed. Export the network again where it was trained, or choose another file.", "pt-BR": "Nada foi alterado. Exporte a rede de novo onde ela foi treinada ou escolha outro arquivo." };
const ours = {
  en: "Nothing was changed. Export the network on this page, where it was trained, and open that file; code from model files is never run.",
  "pt-BR": "Nada foi alterado. Exporte a rede nesta página, onde ela foi treinada, e abra esse arquivo; código de arquivos de modelo nunca é executado.",
};
const foreign = {
  en: "Nothing was changed. Networks of other programs cannot be read: without their words no text can be given to them, and code from model files is never run.",
  "pt-BR": "Nada foi alterado. Redes de outros programas não podem ser lidas: sem as palavras delas não há como lhes dar um texto, e código de arquivos de modelo nunca é executado.",
};
const keras = async (change: (files: Record<string, Uint8Array>) => void): Promise<Uint8Array> => {
  const files = unzipSync(await kerasExporter.make(model) as Uint8Array);
  change(files);
  return zipSync(files, { level: 0 });
};
/** Our network in every form that comes back. */
const written = async (): Promise<readonly (readonly [name: string, bytes: Uint8Array])[]> => [
  ["small.safetensors", await writeSafetensors(model)],
  ...await Promise.all(([["small.tfjs.zip", tfjsExporter], ["small.keras", kerasExporter], ["small.onnx", onnxExporter]] as const).map(async ([name, exporter]) => [name, await exporter.make(model) as Uint8Array] as const)),
];
const numbers = 4 * model.parameters.reduce((sum, { data }) => sum + data.length, 0);
interface Bad { readonly id: string; readonly what: string; readonly file: () => Uint8Array | Promise<Uint8Array>; readonly name?: string; readonly code: string; readonly en: string; readonly pt: string; readonly way?: { readonly en: string; readonly "pt-BR": string } }
const bad: readonly Bad[] = [
  { id: "B086", what: "numbers one float short", file: () => altered((_header, all) => all.slice(0, -4)), code: "model-weights-size", en: `small.safetensors: expected ${numbers} bytes of numbers, received ${numbers - 4}.`, pt: `small.safetensors: esperado: ${numbers} bytes de números; recebido: ${numbers - 4}.` },
  { id: "B086", what: "no numbers at all", file: () => altered(() => new Uint8Array(0)), code: "model-weights-size", en: `small.safetensors: expected ${numbers} bytes of numbers, received 0.`, pt: `small.safetensors: esperado: ${numbers} bytes de números; recebido: 0.` },
  { id: "B086", what: "an empty file", file: () => new Uint8Array(0), code: "model-empty", en: "small.safetensors: expected a network, but the file is empty.", pt: "small.safetensors: esperado: uma rede, mas o arquivo está vazio." },
  { id: "B086", what: "29 bytes", file: async () => (await writeSafetensors(model)).slice(0, 29), code: "model-damaged", en: "small.safetensors: expected a safetensors file, but it is damaged or cut short.", pt: "small.safetensors: esperado: um arquivo safetensors, mas ele está danificado ou incompleto." },
  { id: "B087", what: "numbers too many", file: () => altered((_header, all) => Uint8Array.from([...all, 0, 0, 0, 0])), code: "model-weights-size", en: `small.safetensors: expected ${numbers} bytes of numbers, received ${numbers + 4}.`, pt: `small.safetensors: esperado: ${numbers} bytes de números; recebido: ${numbers + 4}.` },
  { id: "B087", what: "numbers too many in TensorFlow.js's form", name: "small.tfjs.zip", file: () => asZip((_json, files) => { files["group1-shard1of1.bin"] = new Uint8Array(numbers + 8); }), code: "model-weights-size", en: `weightsManifest: expected ${numbers} bytes of numbers, received ${numbers + 8}.`, pt: `weightsManifest: esperado: ${numbers} bytes de números; recebido: ${numbers + 8}.` },
  { id: "B088", what: "a NaN among the numbers", file: () => altered((header, all) => { new DataView(all.buffer).setFloat32(offsetOf(header, "dense/kernel") + 4, NaN, true); }), code: "model-not-finite", en: "dense/kernel: expected finite numbers, received NaN.", pt: "dense/kernel: esperado: números finitos; recebido: NaN." },
  { id: "B088", what: "an infinite number", file: () => altered((header, all) => { new DataView(all.buffer).setFloat32(offsetOf(header, "output/bias"), -Infinity, true); }), code: "model-not-finite", en: "output/bias: expected finite numbers, received -Infinity.", pt: "output/bias: esperado: números finitos; recebido: -Infinity." },
  { id: "B088", what: "numbers that were made smaller", name: "small.tfjs.zip", file: () => asZip((json) => { put(json, ["weightsManifest", 0, "weights", 0, "quantization"], { dtype: "uint8", scale: null, min: 0 }); }), code: "model-dtype", en: "weightsManifest[0].weights[0].dtype: expected 32-bit numbers (float32), received \"quantization\".", pt: "weightsManifest[0].weights[0].dtype: esperado: números de 32 bits (float32); recebido: \"quantization\"." },
  { id: "B089", what: "a part without numbers", name: "small.tfjs.zip", file: () => asZip((json) => { delete (at(json, "userDefinedMetadata", "atnet", "parameters") as Tree)["dense/kernel"]; }), code: "model-parameter-missing", en: "attention/kernel: expected numbers for these parts of the network, but the file has none.", pt: "attention/kernel: esperado: números para estas partes da rede, mas o arquivo não os tem." },
  { id: "B089", what: "a part that the network does not have", file: () => altered((header) => { header["extra/kernel"] = header["output/bias"]; delete header["output/bias"]; }), code: "model-parameter-missing", en: "output/bias: expected numbers for these parts of the network, but the file has none.", pt: "output/bias: esperado: números para estas partes da rede, mas o arquivo não os tem." },
  { id: "B089", what: "two layers of one name", name: "small.tfjs.zip", file: () => asZip((json) => { put(json, ["modelTopology", "config", "layers", 2, "name"], "embedding"); }), code: "model-layer", en: "modelTopology.config.layers: expected a name of its own for every layer, received \"embedding\".", pt: "modelTopology.config.layers: esperado: um nome próprio para cada camada; recebido: \"embedding\"." },
  { id: "B090", what: "a shape turned round", file: () => altered((header) => { put(header, ["dense/kernel", "shape"], [1, 4]); }), code: "model-parameter-shape", en: "dense/kernel: expected [2, 2], received [1,4].", pt: "dense/kernel: esperado: [2, 2]; recebido: [1,4]." },
  { id: "B090", what: "a negative size", file: () => altered((header) => { put(header, ["dense/kernel", "shape"], [-2, -2]); }), code: "model-description", en: "dense/kernel.shape[0]: expected a whole number from 0, received -2.", pt: "dense/kernel.shape[0]: esperado: um número inteiro a partir de 0; recebido: -2." },
  { id: "B090", what: "half a row", file: () => altered((header) => { put(header, ["dense/kernel", "shape"], [1.5, 2]); }), code: "model-description", en: "dense/kernel.shape[0]: expected a whole number from 0, received 1.5.", pt: "dense/kernel.shape[0]: esperado: um número inteiro a partir de 0; recebido: 1.5." },
  { id: "B090", what: "a shape that is a text", file: () => altered((header) => { put(header, ["dense/kernel", "shape"], "2,2"); }), code: "model-description", en: "dense/kernel.shape: expected a list of at most 8, received \"2,2\".", pt: "dense/kernel.shape: esperado: uma lista de no máximo 8; recebido: \"2,2\"." },
  { id: "B090", what: "a shape of a billion by a billion", name: "small.tfjs.zip", file: () => asZip((json) => { put(json, ["weightsManifest", 0, "weights", 0, "shape"], [1e9, 1e9]); }), code: "model-weights-size", en: `weightsManifest: expected ${4e18 + numbers - 60} bytes of numbers, received ${numbers}.`, pt: `weightsManifest: esperado: ${4e18 + numbers - 60} bytes de números; recebido: ${numbers}.` },
  { id: "B091", what: "another kind of number", file: () => altered((header) => { put(header, ["dense/kernel", "dtype"], "F8_E4M3"); }), code: "model-dtype", en: "dense/kernel: expected 32-bit numbers (F32), received \"F8_E4M3\".", pt: "dense/kernel: esperado: números de 32 bits (F32); recebido: \"F8_E4M3\"." },
  { id: "B091", what: "texts in place of numbers", name: "small.tfjs.zip", file: () => asZip((json) => { put(json, ["weightsManifest", 0, "weights", 0, "dtype"], "string"); }), code: "model-dtype", en: "weightsManifest[0].weights[0].dtype: expected 32-bit numbers (float32), received \"string\".", pt: "weightsManifest[0].weights[0].dtype: esperado: números de 32 bits (float32); recebido: \"string\"." },
  ...["Lambda", "constructor", "L1L2", "Model", "Adam"].map((layer): Bad => {
    const list = "InputLayer, Embedding, Conv1D, Dense, Softmax, Permute, Multiply, Add, Flatten, MaxPooling1D, Concatenate, Dropout, GlobalMaxPooling1D, GlobalAveragePooling1D";
    return { id: "B092", what: `a layer ${layer}`, name: "small.tfjs.zip", file: () => asZip((json) => { put(json, ["modelTopology", "config", "layers", 1, "class_name"], layer); }), code: "model-layer", en: `modelTopology.config.layers[1].class_name: expected one of ${list}, received "${layer}".`, pt: `modelTopology.config.layers[1].class_name: esperado: uma destas: ${list}; recebido: "${layer}".` };
  }),
  { id: "B093", what: "a vocabulary that asks for 25 million numbers", file: () => described((about) => { put(about, ["hyperparameters", "embeddingSize"], 512); put(about, ["hyperparameters", "vocabularySize"], 50_000); about["vocabulary"] = Array.from({ length: 49_998 }, (_, i) => `w${i}`); }), code: "network-too-large", en: "embeddingSize: expected at most 20,000,000 numbers in the embedding (vocabulary size × embedding size), received 25600000. Make the vocabulary or the embedding smaller.", pt: "embeddingSize: esperado: no máximo 20.000.000 números no embedding (tamanho do vocabulário × dimensão do embedding); recebido: 25600000. Diminua o vocabulário ou a dimensão do embedding.", way: { en: "", "pt-BR": "" } },
  { id: "B094", what: "more layers than any network of ours", name: "small.tfjs.zip", file: () => asZip((json) => { put(json, ["modelTopology", "config", "layers"], Array.from({ length: 10_000 }, (_, i) => ({ class_name: "Dense", name: `d${i}` }))); }), code: "model-description", en: "modelTopology.config.layers: expected a list of at most 500, received 10000.", pt: "modelTopology.config.layers: esperado: uma lista de no máximo 500; recebido: 10000." },
  ...["https://evil.example/weights.bin", "../../x", "__proto__"].map((shard): Bad => ({
    id: "B095", what: `numbers at ${shard}`, name: "small.tfjs.zip", file: () => asZip((json) => { put(json, ["weightsManifest", 0, "paths"], [shard]); }), code: "model-shard-missing",
    en: `weightsManifest[0].paths[0]: expected the name of a file in the same zip; nothing is fetched from anywhere, received "${shard}".`, pt: `weightsManifest[0].paths[0]: esperado: o nome de um arquivo no mesmo zip; nada é buscado em lugar nenhum; recebido: "${shard}".`,
  })),
  { id: "B095", what: "a hundred thousand pieces", name: "small.tfjs.zip", file: () => asZip((json) => { put(json, ["weightsManifest", 0, "paths"], Array.from({ length: 100_000 }, () => "a")); }), code: "model-description", en: "weightsManifest[0].paths: expected a list of at most 1000, received 100000.", pt: "weightsManifest[0].paths: esperado: uma lista de no máximo 1000; recebido: 100000." },
  { id: "B096", what: "one class", file: () => described((about) => { (about["classes"] as unknown[]).pop(); }), code: "model-description", en: "small.safetensors.classes: expected at least 2 classes, received 1.", pt: "small.safetensors.classes: esperado: pelo menos 2 classes; recebido: 1." },
  { id: "B096", what: "more classes than its numbers answer", file: () => described((about) => { (about["classes"] as unknown[]).push({ en: "c", "pt-BR": "c" }); }), code: "model-parameter-shape", en: "output/kernel: expected [2, 3], received [2,1].", pt: "output/kernel: esperado: [2, 3]; recebido: [2,1]." },
  { id: "B096", what: "fewer words than its embedding has rows", file: () => described((about) => { (about["vocabulary"] as unknown[]).pop(); }), code: "model-parameter-shape", en: "embedding/embeddings: expected [4, 3], received [5,3].", pt: "embedding/embeddings: esperado: [4, 3]; recebido: [5,3]." },
  { id: "B096", what: "the same word twice", file: () => described((about) => { put(about, ["vocabulary", 1], "good"); }), code: "model-vocabulary", en: "vocabulary: expected every token once, received \"good\".", pt: "vocabulary: esperado: cada token uma só vez; recebido: \"good\"." },
  ...([["a.h5", [0x89, 0x48, 0x44, 0x46], "HDF5 (.h5)"], ["a.pt", [0x50, 0x4b, 3, 4], "PyTorch (.pt)"], ["a.pb", [10, 1, 2, 3], "TensorFlow (.pb, .tflite)"]] as const).map(([name, head, what]): Bad => ({
    id: "B097", what: name, name, file: () => Uint8Array.from(head), code: "model-kind", way: ours,
    en: `${name}: expected a network exported here, as .keras, .onnx, .safetensors or .tfjs.zip, received "${what}".`, pt: `${name}: esperado: uma rede exportada aqui, como .keras, .onnx, .safetensors ou .tfjs.zip; recebido: "${what}".`,
  })),
  ...([
    ["a .keras file of another program", "a.keras", () => zipSync({ "metadata.json": strToU8("{}"), "config.json": strToU8("{}"), "model.weights.h5": new Uint8Array(8) })],
    ["an ONNX file of another program", "a.onnx", () => Uint8Array.from([8, 8, 18, 2, 104, 105])],
    ["safetensors of another program", "small.safetensors", () => altered((header) => { delete header["__metadata__"]; })],
  ] as const).map(([what, name, file]): Bad => ({
    id: "B097", what, name, file, code: "model-of-others", way: foreign,
    en: `${name}: expected a network that this program exported, with its words and classes in the file.`, pt: `${name}: esperado: uma rede exportada por este programa, com as palavras e as classes no arquivo.`,
  })),
  { id: "B086", what: "an ONNX file cut short", name: "small.onnx", file: async () => (await onnxExporter.make(model) as Uint8Array).slice(0, -9), code: "model-damaged", en: "small.onnx: expected an ONNX file, but it is damaged or cut short.", pt: "small.onnx: esperado: um arquivo ONNX, mas ele está danificado ou incompleto." },
  { id: "B086", what: "a .keras file whose numbers are cut short", name: "small.keras", file: () => keras((files) => { files["model.weights.h5"] = files["model.weights.h5"]!.slice(0, -9); }), code: "model-damaged", en: "model.weights.h5: expected the numbers of a network, but they are damaged or cut short.", pt: "model.weights.h5: esperado: os números de uma rede, mas eles estão danificados ou incompletos." },
  { id: "B089", what: "a .keras file that says its numbers lie where none are", name: "small.keras", file: () => keras((files) => {
    const about = JSON.parse(new TextDecoder().decode(files["atnet.json"])) as Tree;
    put(about, ["parameters", 1, "at"], "layers/lambda/vars/0");
    files["atnet.json"] = strToU8(JSON.stringify(about));
  }), code: "model-parameter-missing", en: "convolution/kernel: expected numbers at layers/lambda/vars/0 in the file, but it has none.", pt: "convolution/kernel: esperado: números em layers/lambda/vars/0 no arquivo, mas ele não os tem." },
  { id: "P29", what: "a number that is another than was written", file: () => altered((header, all) => { new DataView(all.buffer).setFloat32(offsetOf(header, "output/bias"), 0.25, true); }), code: "model-changed", en: "small.safetensors: expected the file as it was written, but it has changed since: its checksum is another.", pt: "small.safetensors: esperado: o arquivo como foi gravado, mas ele mudou desde então: a soma de verificação é outra." },
  { id: "P29", what: "a word that is another than was written", file: () => described((about) => { put(about, ["vocabulary", 0], "bad"); }), code: "model-changed", en: "small.safetensors: expected the file as it was written, but it has changed since: its checksum is another.", pt: "small.safetensors: esperado: o arquivo como foi gravado, mas ele mudou desde então: a soma de verificação é outra." },
  { id: "B097", what: "a zip cut short", name: "a.zip", file: async () => (await asZip(() => undefined)).slice(0, 300), code: "model-damaged", en: "a.zip: expected a zip archive, but it is damaged or cut short.", pt: "a.zip: esperado: um arquivo zip, mas ele está danificado ou incompleto." },
  { id: "B098", what: "a file of a newer version", file: () => described((about) => { about["version"] = 2; }), code: "model-version", en: "small.safetensors.version: expected version 1, received 2.", pt: "small.safetensors.version: esperado: a versão 1; recebido: 2.",
    way: { en: "Nothing was changed. A newer version of this page wrote the file: open it there.", "pt-BR": "Nada foi alterado. Uma versão mais nova desta página escreveu o arquivo: abra-o nela." } },
  { id: "B098", what: "an architecture that is not listed", file: () => described((about) => { about["architecture"] = "toString"; }), code: "unknown-architecture", en: `architecture: expected one of ${architectures.names.join(", ")}, received "toString".`, pt: `architecture: esperado: um destes: ${architectures.names.join(", ")}; recebido: "toString".`, way: { en: "", "pt-BR": "" } },
  { id: "B098", what: "other hyperparameters than its numbers have", file: () => described((about) => { put(about, ["hyperparameters", "kernelSize"], 3); }), code: "model-parameter-shape", en: "convolution/kernel: expected [3, 3, 2], received [2,3,2].", pt: "convolution/kernel: esperado: [3, 3, 2]; recebido: [2,3,2]." },
];

/** A library over a shelf that counts what it is asked to keep. */
const counting = (): { readonly library: Library; readonly kept: string[] } => {
  const kept: string[] = [];
  const store = { save: async (key: string) => { kept.push(key); return {}; }, load: async () => ({ value: undefined }), list: async () => ({ value: [] }), delete: async () => ({}) };
  return { kept, library: new Library(store as unknown as ConstructorParameters<typeof Library>[0], openNetworkFile) };
};

describe("a network that is read from a file", () => {
  afterEach(() => pageLocale.set("en"));

  it("P29: is the one that was written, to the last bit, in every form that comes back", async () => {
    for (const [name, bytes] of await written()) {
      const read = await openNetworkFile(bytes, name);
      expect(read.parameters.map(({ name: own, shape, data }) => [own, shape, [...data]]).sort(), name).to.deep.equal(model.parameters.map(({ name: own, shape, data }) => [own, shape, [...data]]).sort());
      const { parameters: _numbers, ...rest } = read;
      expect(rest).to.deep.equal({
        settings: { architecture: "atnet", hyperparameters, seed: 9, epochs: 3, patience: 0, keepBest: true, probeText: "" }, data: model.data, dataHash: "0badcafe",
        classes: model.classes, vocabulary: model.vocabulary, level: "words", step: 30, epoch: 3,
      });
    }
  });
  for (const one of cases) {
    it(`is the one that was written, whatever its architecture: ${one.name}`, async () => {
      const { model: given } = await modelOf(one);
      for (const [name, exporter] of [["a.keras", kerasExporter], ["a.onnx", onnxExporter]] as const) {
        const { parameters } = await openNetworkFile(await exporter.make(given) as Uint8Array, name);
        expect(parameters.map(({ name: own, shape, data }) => [own, shape, [...data]]), name).to.deep.equal(given.parameters.map(({ name: own, shape, data }) => [own, shape, [...data]]));
      }
    });
  }
  it("P29: with any one byte of it changed is refused, or is the same network still", async () => {
    const random = seededRandom(29);
    for (const [name, good] of await written()) {
      const { parameters: numbersOf, ...said } = await openNetworkFile(good.slice(), name);
      let refused = 0;
      for (let i = 0; i < 200; i++) {
        const place = random.integer(good.length);
        const changed = good.slice();
        changed[place] = changed[place]! ^ (1 + random.integer(255));
        try {
          const { parameters, ...rest } = await openNetworkFile(changed, name);
          expect(rest, `${name}, byte ${place}`).to.deep.equal(said);
          expect(parameters.map(({ data }) => [...data]), `${name}, byte ${place}`).to.deep.equal(numbersOf.map(({ data }) => [...data]));
        } catch (error) {
          expect(error, `${name}, byte ${place}: ${String(error)}`).to.be.instanceOf(ProblemError);
          for (const { message } of (error as ProblemError).problems) for (const words of Object.values(message)) expect(words).to.not.match(/undefined|\[object|^$/);
          refused++;
        }
      }
      // What is left is what other programs read and we do not: layers, operations, dates, padding.
      expect(refused, name).to.be.above(20);
    }
  });
  it("opens as a notebook whose run holds it, with the data and settings that it was trained with", async () => {
    const { document, brought } = modelNotebook(await openNetworkFile(await writeSafetensors(model), "small.safetensors"), "small.safetensors", "en");
    expect(document.title).to.equal("small");
    expect(document.cells.map(({ source }) => source)).to.deep.equal([
      "# A trained network\n\nRead from *small.safetensors*. It tells *complaint* from *praise*. Write a text to it below; train again to start anew with its settings.",
      `import {dataset, hyperparameters, predict, train} from "../components/index.js";`,
      `const data = view(dataset({level: "words", source: "tiny-reviews", seed: 4, validationSplit: 0.1, testSplit: 0.1, count: 200}));`,
      document.cells[3]!.source, `const run = view(train({epochs: 3, seed: 9, patience: 0, keepBest: true}, {hp, data}));`, `predict({}, {run})`,
    ]);
    for (const cell of document.cells) expect(readCell(cell, ["dataset", "hyperparameters", "train", "predict"]).kind).to.be.oneOf(["call", "prose", "import"]);
    expect([...brought.runs].map(([cell, { run, network }]) => [cell, run.state, network!.parameters.length])).to.deep.equal([[5, "done", model.parameters.length]]);
  });
  for (const { id, what, file, name = "small.safetensors", code, en, pt, way = again } of bad) {
    it(`${id}: is refused with ${what}, in a sentence in both languages, and nothing is opened or kept`, async () => {
      const { library, kept } = counting();
      const { key, problems } = await library.addFile({ name, text: "", handle: undefined, bytes: await file() });
      expect([key, kept]).to.deep.equal([undefined, []]);
      const expected: Problem["message"] = { en: `${en} ${way.en}`.trim(), "pt-BR": `${pt} ${way["pt-BR"]}`.trim() };
      expect(problems[0]!.code).to.equal(code);
      expect(problems[0]!.message).to.deep.equal(expected);
    });
  }
  it("P29: is refused, not thrown up, wherever the file is cut", async () => {
    for (const [name, good] of await written()) {
      for (let cut = 0; cut < good.length; cut += 97) {
        const error = await openNetworkFile(good.slice(0, cut), name).then(() => undefined, (reason: unknown) => reason);
        expect(error, `${name} cut at ${cut}: ${String(error)}`).to.be.instanceOf(ProblemError);
      }
    }
  });
});
