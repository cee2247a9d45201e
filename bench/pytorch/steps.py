"""Trains the bench's workloads in PyTorch, on the same files as the browser's contenders.

    python steps.py THREADS

Reads one request a line and answers each with one line of JSON:
    {"open": "path/to/site/data/W1"}   a workload: its network with the given initial parameters
    {"steps": 3}                       the loss before each update and the milliseconds of each
Dense Adam, epsilon as Keras applies it, the gradient of a maximum shared between ties: what the product computes.
Dense layers, attention and Adam use PyTorch's own fused forms.
"""
import json
import math
import sys
import time
from pathlib import Path

import torch
import torch.nn.functional as F

EPSILON = 1e-7
BETAS = (0.9, 0.999)


def floats(path):
    return torch.frombuffer(bytearray(path.read_bytes()), dtype=torch.float32)


def ints(path):
    return torch.frombuffer(bytearray(path.read_bytes()), dtype=torch.int32).long()


class Workload:
    def __init__(self, folder):
        folder = Path(folder)
        about = json.loads((folder / "workload.json").read_text())
        self.values = about["values"]
        shape = about["input"]["shape"]
        read = ints if about["input"]["kind"] == "ids" else floats
        self.input = read(folder / "input.bin").reshape(shape)
        self.labels = ints(folder / "labels.bin").float()
        everything = floats(folder / "parameters.bin")
        self.p, at = {}, 0
        for parameter in about["parameters"]:
            size = math.prod(parameter["shape"])
            value = everything[at:at + size].reshape(parameter["shape"])
            at += size
            # conv1d wants [filters, channels, window]; stored so once, not turned in every step.
            if parameter["name"].startswith("convolution") and value.dim() == 3:
                value = value.permute(2, 1, 0)
            self.p[parameter["name"]] = value.contiguous().clone()
        # Queries, keys and values are one product, which is faster and computes the same.
        for stage in [name[:-len("/query")] for name in self.p if name.endswith("/query") and name[:-len("query")] + "key" in self.p]:
            self.p[f"{stage}/projections"] = torch.cat([self.p.pop(f"{stage}/{part}") for part in ("query", "key", "value")], 1)
        for value in self.p.values():
            value.requires_grad_(True)
        self.forward = self.transformer if about["network"] == "transformer" else self.atnet
        self.optimizer = torch.optim.Adam(self.p.values(), lr=about["learningRate"], betas=BETAS, eps=EPSILON, fused=True)
        self.count = 0

    def dense(self, x, name, kernel="kernel", bias="bias"):
        return torch.addmm(self.p[f"{name}/{bias}"], x, self.p[f"{name}/{kernel}"])

    def atnet(self):
        p, v = self.p, self.values
        x = F.embedding(self.input, p["embedding/embeddings"]) if "embedding/embeddings" in p else self.input
        x = x.transpose(1, 2)
        same = v["convolutionPadding"] == "same"
        size = v["kernelSize"]
        before = (size - 1) // 2 if same else 0
        after = size - 1 - before if same else 0
        layers = v["convolutionLayers"]
        for layer in range(layers):
            name = "convolution" if layer == 0 else f"convolution-{layer + 1}"
            if same and before != after:
                x = F.pad(x, (before, after))
            x = F.relu(F.conv1d(x, p[f"{name}/kernel"], p[f"{name}/bias"], padding=before if before == after else 0))
        positions = x.shape[2]
        mask = None
        if v["maskPadding"] and "embedding/embeddings" in p:
            seen = F.pad((self.input != 0).float(), (before * layers, after * layers))
            seen = F.max_pool1d(seen.unsqueeze(1), layers * (size - 1) + 1, 1).squeeze(1)
            mask = torch.maximum(seen, 1 - seen.amax(1, keepdim=True))
        if v["attention"] != "none":
            x = x * self.attention(x, mask).unsqueeze(1)
        elif mask is not None:
            x = x * mask.unsqueeze(1)
        if v["pooling"] == "max":
            x = x.amax(2)
        else:
            x = x.sum(2)
            if v["pooling"] == "average":
                x = x / (mask.sum(1, keepdim=True) if mask is not None else positions)
        if v["denseUnits"] > 0:
            x = F.relu(self.dense(x, "dense"))
        return self.dense(x, "output")

    def attention(self, features, mask):
        p, v = self.p, self.values
        kind = v["attention"]
        batch, size, positions = features.shape
        if kind == "uniform":
            scores = features.new_zeros(batch, positions)
        else:
            rows = features.transpose(1, 2)
            if kind == "dot":
                scores = rows @ p["attention/query"]
            else:
                scores = torch.tanh(rows @ p["attention/kernel"] + p["attention/bias"])
                if kind == "additive":
                    scores = scores @ p["attention/query"]
            scores = scores.squeeze(2)
        if mask is not None:
            scores = scores + (1 - mask) * -1e9
        weights = torch.softmax(scores, 1)
        if v["attentionScaling"] == "positions":
            weights = weights * (mask.sum(1, keepdim=True) if mask is not None else positions)
        return weights

    def transformer(self):
        p, v = self.p, self.values
        width, heads = v["embeddingSize"], v["heads"]
        x = F.embedding(self.input, p["embedding/embeddings"]) + p["positions/embeddings"]
        batch, length, _ = x.shape
        x = x.reshape(batch * length, width)
        for layer in range(v["layers"]):
            name = "attention" if layer == 0 else f"attention-{layer + 1}"
            q, k, w = (x @ p[f"{name}/projections"]).reshape(batch, length, 3, heads, width // heads).permute(2, 0, 3, 1, 4)
            context = F.scaled_dot_product_attention(q, k, w).transpose(1, 2).reshape(batch * length, width)
            x = self.norm(x + context @ p[f"{name}/output"], name)
            name = "feed-forward" if layer == 0 else f"feed-forward-{layer + 1}"
            hidden = F.relu(self.dense(x, name, "hidden-kernel", "hidden-bias"))
            x = self.norm(x + self.dense(hidden, name, "output-kernel", "output-bias"), name)
        return self.dense(x.reshape(batch, length, width).mean(1), "output")

    def norm(self, x, name):
        return F.layer_norm(x, (x.shape[-1],), self.p[f"{name}/gain"], self.p[f"{name}/bias"], 1e-6)

    def step(self):
        self.count += 1
        # Keras and the product add epsilon to the uncorrected root; PyTorch to the corrected one. This makes them one.
        self.optimizer.param_groups[0]["eps"] = EPSILON / math.sqrt(1 - BETAS[1] ** self.count)
        self.optimizer.zero_grad(set_to_none=True)
        loss = F.binary_cross_entropy_with_logits(self.forward().squeeze(1), self.labels)
        loss.backward()
        self.optimizer.step()
        return loss.item()


def main():
    threads = int(sys.argv[1])
    torch.set_num_threads(threads)
    workload = None
    print(json.dumps({"ready": f"PyTorch {torch.__version__}, {torch.get_num_threads()} thread(s)"}), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        try:
            if "open" in request:
                workload = Workload(request["open"])
                answer = {"about": f"PyTorch {torch.__version__}, {threads} thread(s), eager, fused Adam"}
            else:
                losses, milliseconds = [], []
                for _ in range(request["steps"]):
                    start = time.perf_counter()
                    losses.append(workload.step())
                    milliseconds.append((time.perf_counter() - start) * 1000)
                answer = {"losses": losses, "milliseconds": milliseconds}
        except Exception as error:  # the bench prints it in the contender's row and goes on
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


main()
