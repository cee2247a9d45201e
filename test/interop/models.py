"""Opens the files of a folder with Keras, ONNX Runtime, safetensors, PyTorch and scikit-learn, and says how far their answers are from ours: one line of JSON for each network."""
import json
import os
import runpy
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras
import numpy as np
import onnx
import onnxruntime
import torch
from safetensors.numpy import load_file

folder = sys.argv[1]
far = lambda ours, theirs: float(np.max(np.abs(np.asarray(ours, dtype="float64") - np.asarray(theirs, dtype="float64").ravel())))

for name in sorted(entry[:-5] for entry in os.listdir(folder) if entry.endswith(".json")):
    path = os.path.join(folder, name)
    with open(path + ".json") as file:
        expected = json.load(file)
    ids = np.asarray(expected["ids"]).reshape(4, 12)
    said = {"name": name}
    model = keras.saving.load_model(path + ".keras")
    said["keras"] = far(expected["probabilities"], keras.ops.convert_to_numpy(model(ids.astype("int32"))))
    onnx.checker.check_model(onnx.load(path + ".onnx"), full_check=True)
    session = onnxruntime.InferenceSession(path + ".onnx", providers=["CPUExecutionProvider"])
    answers = dict(zip([output.name for output in session.get_outputs()], session.run(None, {"tokens": ids.astype("int64")})))
    said["onnx"] = far(expected["probabilities"], answers["probabilities"])
    if expected["attention"] is not None:
        said["attention"] = far(expected["attention"], answers["attention"])
    tensors = load_file(path + ".safetensors")
    said["safetensors"] = max(far(start, tensors[parameter].ravel()[: len(start)]) for parameter, start in expected["parameters"].items())
    if os.path.exists(path + ".sklearn.py"):
        # Ids back into words: 0 is padding, 1 a word that nobody knows.
        texts = [" ".join("unheard-of" if i == 1 else f"w{i - 2}" for i in row if i > 0) for row in ids]
        answers = runpy.run_path(path + ".sklearn.py")["load"](path + ".safetensors").predict_proba(texts)
        said["sklearnSource"] = far(expected["probabilities"], answers if expected["classes"] > 2 else answers[:, 1])
        print(json.dumps(said), flush=True)
        continue
    # The source of the architecture, with the numbers of the file put into it.
    again = runpy.run_path(path + ".keras.py")["build_model"]()
    again.set_weights(model.get_weights())
    said["kerasSource"] = far(expected["probabilities"], keras.ops.convert_to_numpy(again(ids.astype("int32"))))
    module = next(made for made in runpy.run_path(path + ".torch.py").values() if isinstance(made, type) and issubclass(made, torch.nn.Module))
    with torch.no_grad():
        said["torchSource"] = far(expected["probabilities"], module().load(path + ".safetensors")(torch.from_numpy(ids)).numpy())
    print(json.dumps(said), flush=True)
