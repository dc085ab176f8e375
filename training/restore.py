"""The shipped weights as a start of training: `python training/restore.py training/work/start.pt`.

Reads encoder.onnx and decoder.onnx back into PyTorch (int8 to float, exact to the step of the
quantization), so that training can go on from them with `train.py --start` where the weights of
the last run are not at hand. The word embeddings never change: they are all-MiniLM-L6-v2's own.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from safetensors.torch import load_file

sys.path.insert(0, str(Path(__file__).resolve().parent))
from narrow import PARTS  # noqa: E402
from net import LAYERS, Model, load_minilm, sizes_of  # noqa: E402
from quoth.nlp.model.runner import FOLDER  # noqa: E402
from train import minilm_folder  # noqa: E402

LINEAR = ("qkv", "out", "up", "down")
ENCODER = [f"blocks.{i}.{name}" for i in range(LAYERS) for name in LINEAR]
ORDER = {"encoder": [*ENCODER, "heads", "link", "base", "anchor"],
         "decoder": [*(f"block.{name}" for name in LINEAR), "roles"]}


def tensors(path: Path) -> tuple[dict[str, np.ndarray], list[np.ndarray]]:
    """Return a graph's named tensors, and its weight matrices (in, out) in the order of use."""
    held = {i.name: numpy_helper.to_array(i) for i in onnx.load(str(path)).graph.initializer}
    for stem in [name.removesuffix(".q") for name in held if name.endswith(".q")]:  # narrow.py
        held[stem] = np.concatenate([held.pop(f"{stem}.{part}") for part in PARTS], axis=-1)
    named, matrices = {}, []
    for name, array in held.items():
        if not name.endswith("_quantized"):
            named[name] = array
            continue
        stem = name.removesuffix("_quantized")
        whole = (array.astype(np.float32) - held[stem + "_zero_point"]) * held[stem + "_scale"]
        if "MatMul" in stem:
            matrices.append((int(stem.rsplit("_", 1)[1]), whole))
        else:
            named[stem] = whole
    return named, [matrix for _, matrix in sorted(matrices, key=lambda pair: pair[0])]


def restore(folder: Path) -> Model:
    """Return the model whose weights are those of `folder`."""
    graphs = {part: tensors(folder / f"{part}.onnx") for part in ORDER}
    model = Model(sizes_of(graphs["encoder"][0], ""))
    state = model.state_dict()
    for part, order in ORDER.items():
        named, matrices = graphs[part]
        given = dict(zip((f"{name}.weight" for name in order), (m.T for m in matrices),
                         strict=True)) | named
        for name, array in given.items():
            if (whole := f"{part}.{name}") in state:
                state[whole] = torch.tensor(np.ascontiguousarray(array, dtype=np.float32))
    config = json.loads((folder / "config.json").read_text("utf-8"))
    state["link_none"] = torch.tensor([config["link_none"]])
    state["link_distance"] = torch.tensor(config["link_distance"])
    if "role_steps" in config:
        state["decoder.steps"] = torch.tensor(config["role_steps"])
    model.load_state_dict(state, strict=True)
    words = model.encoder.word.weight.detach().clone()
    fresh = Model()
    load_minilm(fresh.encoder, load_file(str(minilm_folder() / "model.safetensors")))
    assert torch.allclose(words, fresh.encoder.word.weight, atol=0.02), "other word embeddings"
    with torch.no_grad():
        model.encoder.word.weight.copy_(fresh.encoder.word.weight)
    return model


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--model", type=Path, default=FOLDER)
    options = parser.parse_args()
    options.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save(restore(options.model).state_dict(), options.out)


if __name__ == "__main__":
    main()
