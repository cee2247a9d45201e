import { kerasNodes, type KerasNode } from "../keras/nodes.js";
import type { TrainedModel } from "../trained-model.js";
import { needsSinusoids, sinusoidsFunction } from "./keras-source.js";
import { pythonLiteral, pythonName } from "./literal.js";

/** A module of PyTorch that computes the same, with a function that reads its numbers from the `.safetensors` file of the same run. */
export function torchSource(model: TrainedModel): string {
  const nodes = kerasNodes(model);
  const layers = nodes.filter(hasLayer);
  const name = pythonName(model.architecture).replace(/(^|_)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
  const returned = nodes.find((node) => node.name === model.attentionLayer);
  return `"""${name} with the hyperparameters of ${model.name}, in PyTorch. Token ids [batch, ${model.sequenceLength}] in, ${model.classes.length === 2 ? "the probability of the second class" : "class probabilities"} out."""
${needsSinusoids(model) ? "import numpy as np\n" : ""}import torch
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional as F

${needsSinusoids(model) ? `\n${sinusoidsFunction}\n\n` : ""}
class ${name}(nn.Module):
    def __init__(self):
        super().__init__()
${layers.map((node) => `        self.${node.name} = ${made(node)}`).join("\n")}

    def forward(self, tokens${returned ? ", with_attention=False" : ""}):
${nodes.map((node) => `        ${node.name} = ${step(node)}`).join("\n")}
        return ${returned ? `(${nodes.at(-1)!.name}, ${returned.name}.squeeze(-1)) if with_attention else ` : ""}${nodes.at(-1)!.name}

    @torch.no_grad()
    def load(self, path):
        """Reads the numbers of a trained run: kernels are kept as Keras keeps them, [taps, channels, filters] and [in, out]."""
        numbers = load_file(path)
${layers.filter(({ isTrainable }) => isTrainable).flatMap(loading).map((line) => `        ${line}`).join("\n")}
        return self.eval()


if __name__ == "__main__":
    import sys

    model = ${name}()
    if len(sys.argv) > 1:
        model.load(sys.argv[1])
    print(model)
    print(model(torch.zeros(1, ${model.sequenceLength}, dtype=torch.long)))
`;
}

const hasLayer = ({ kind, weights, className }: KerasNode): boolean => kind === "layer" && (weights.length > 0 || className === "Dropout");

function made({ className, config, weights, isTrainable }: KerasNode): string {
  const [kernel] = weights.map(({ shape }) => shape);
  switch (className) {
    case "Embedding": return isTrainable ? `nn.Embedding(${kernel!.join(", ")})` : `nn.Embedding.from_pretrained(torch.from_numpy(sinusoids(${kernel!.join(", ")})))`;
    case "Conv1D": return `nn.Conv1d(${kernel![1]}, ${kernel![2]}, ${kernel![0]}${config["padding"] === "same" ? ', padding="same"' : ""})`;
    case "Dense": return `nn.Linear(${kernel!.join(", ")}${config["use_bias"] === false ? ", bias=False" : ""})`;
    case "Dropout": return `nn.Dropout(${pythonLiteral(config["rate"])})`;
    case "LayerNormalization": return `nn.LayerNorm(${kernel![0]}, eps=${pythonLiteral(config["epsilon"])})`;
    case "MultiHeadAttention": return `nn.ModuleList([nn.Linear(${kernel!.join(", ")}, bias=False) for _ in range(4)])  # query, key, value, output`;
    default: throw new Error(`there is no way yet to write a layer ${className} as PyTorch`);
  }
}

function step({ className, name, config, inputs }: KerasNode): string {
  const read = inputs.map((input) => (typeof input === "number" ? String(input) : input.name));
  const [first = "", second = ""] = read;
  switch (className) {
    case "InputLayer": return "tokens";
    case "Embedding": return `self.${name}(${first})`;
    case "Conv1D": return activated(`self.${name}(${first}.transpose(1, 2)).transpose(1, 2)`, config);
    case "Dense": return activated(`self.${name}(${first})`, config);
    case "Dropout":
    case "LayerNormalization": return `self.${name}(${first})`;
    case "NotEqual": return `${first} != ${second}`;
    case "Cast": return config["dtype"] === "bool" ? `${first}.bool()` : `${first}.float()`;
    case "ExpandDims": return `${first}.unsqueeze(${String(config["axis"])})`;
    case "MaxPooling1D": return config["padding"] === "same"
      ? `F.max_pool1d(F.pad(${first}.transpose(1, 2), (${Math.floor((Number(config["pool_size"]) - 1) / 2)}, ${Math.ceil((Number(config["pool_size"]) - 1) / 2)})), ${String(config["pool_size"])}, 1).transpose(1, 2)`
      : `F.max_pool1d(${first}.transpose(1, 2), ${String(config["pool_size"])}, 1).transpose(1, 2)`;
    case "Softmax": return `torch.softmax(${inputs.length > 1 ? `${first}.masked_fill(~${second}, -1e9)` : first}, dim=${String(config["axis"])})`;
    case "Add": return `${first} + ${second}`;
    case "Subtract": return `${first} - ${second}`;
    case "Multiply": return `${first} * ${second}`;
    case "Divide": return `${first} / ${second}`;
    case "Sum": return `${first}.sum(dim=${String(config["axis"])}${config["keepdims"] ? ", keepdim=True" : ""})`;
    case "OnesLike": return `torch.ones_like(${first})`;
    case "Cumsum": return `${first}.cumsum(dim=${String(config["axis"])})`;
    case "Rescaling": return `${first} * ${pythonLiteral(config["scale"])}`;
    case "Concatenate": return `torch.cat([${read.join(", ")}], dim=-1)`;
    case "GlobalMaxPooling1D": return `${first}.amax(dim=1)`;
    case "GlobalAveragePooling1D": return `${first}.mean(dim=1)`;
    case "GetItem": return `${first}[:, ${String(config["position"])}]`;
    case "MultiHeadAttention": {
      const split = (index: number): string => `self.${name}[${index}](${first}).unflatten(-1, (${String(config["num_heads"])}, -1)).transpose(1, 2)`;
      const mask = inputs.length > 2 ? `, attn_mask=${read[2]!}.unsqueeze(1)` : "";
      return `self.${name}[3](F.scaled_dot_product_attention(${split(0)}, ${split(1)}, ${split(2)}${mask}).transpose(1, 2).flatten(2))`;
    }
    default: throw new Error(`there is no way yet to write a layer ${className} as PyTorch`);
  }
}

const activated = (value: string, { activation }: KerasNode["config"]): string =>
  activation === undefined ? value : activation === "softmax" ? `torch.softmax(${value}, dim=-1)` : `torch.${String(activation)}(${value})`;

function loading({ className, name, weights }: KerasNode): readonly string[] {
  const copy = (target: string, index: number, change = ""): string => `self.${name}${target}.copy_(numbers[${pythonLiteral(weights[index]!.name)}]${change})`;
  switch (className) {
    case "Embedding": return [copy(".weight", 0)];
    case "Conv1D": return [copy(".weight", 0, ".permute(2, 1, 0)"), copy(".bias", 1)];
    case "Dense": return [copy(".weight", 0, ".T"), ...(weights.length > 1 ? [copy(".bias", 1)] : [])];
    case "LayerNormalization": return [copy(".weight", 0), copy(".bias", 1)];
    case "MultiHeadAttention": return [0, 1, 2, 3].map((index) => copy(`[${index}].weight`, index, ".T"));
    default: return [];
  }
}
