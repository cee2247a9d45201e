"""Reads names with the exported files alone: cuts them as the files say, and says how far Keras and ONNX Runtime are from what was answered here."""
import json
import os
import runpy
import sys
import zipfile

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras
import numpy as np
import onnxruntime

folder = sys.argv[1]
tokenize = runpy.run_path(os.path.join(folder, "tokenizer.py"))["tokenize"]
with open(os.path.join(folder, "expected.json")) as file:
    expected = json.load(file)
with zipfile.ZipFile(os.path.join(folder, "names.keras")) as archive:
    about = json.loads(archive.read("atnet.json"))
session = onnxruntime.InferenceSession(os.path.join(folder, "names.onnx"), providers=["CPUExecutionProvider"])
assert json.loads(session.get_modelmeta().custom_metadata_map["atnet"])["vocabulary"] == about["vocabulary"]
assert about["tokenizer"]["level"] == "characters"
model = keras.saving.load_model(os.path.join(folder, "names.keras"))
ids = {token: i + about["tokenizer"]["firstTokenId"] for i, token in enumerate(about["vocabulary"])}
length = about["tokenizer"]["sequenceLength"]
for one in expected:
    tokens = tokenize(one["text"])
    row = [ids.get(token, about["tokenizer"]["unknownId"]) for token in tokens][:length]
    x = np.array([row + [about["tokenizer"]["paddingId"]] * (length - len(row))])
    print(json.dumps({
        "text": one["text"], "tokens": tokens, "ids": row,
        "keras": abs(float(model(x.astype("int32"))[0, 0]) - one["probability"]),
        "onnx": abs(float(session.run(["probabilities"], {"tokens": x.astype("int64")})[0][0, 0]) - one["probability"]),
    }), flush=True)
