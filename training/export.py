"""Export trained weights to int8 ONNX: `python training/export.py training/work/model.pt`.

Writes encoder.onnx, decoder.onnx, tokenizer.json and config.json (thresholds, the linker's
numbers, sha256 of each file) into the package.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sys
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

sys.path.insert(0, str(Path(__file__).resolve().parent))
from narrow import rewrite  # noqa: E402
from net import Model, load  # noqa: E402
from quoth.nlp.model.runner import FOLDER  # noqa: E402
from train import minilm_folder  # noqa: E402

INPUTS = ("ids", "shape", "paragraph", "quote")
DEFAULTS = {
    "cue_thresholds": [0.65, 0.3],
    "start_cost": {"source": 0.5, "content": 1.0, "cue": 0.5, "name": 0.3},
    "acceptance": [0.0, 1.0, 1.0, *[0.0] * 7],
    "calibration": [0.0, 1.0, 1.0, *[0.0] * 7],
    "least_acceptance": 0.4,
    "least_nested": 0.5,
}


def export(weights: Path, folder: Path) -> None:
    """Write the file set of the model."""
    model = load(weights)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        for name, write in (("encoder", write_encoder), ("decoder", write_decoder)):
            whole = Path(scratch) / f"{name}.onnx"
            write(model, whole)
            quantize_dynamic(whole, folder / whole.name, weight_type=QuantType.QInt8,
                             per_channel=True,
                             op_types_to_quantize=["MatMul", "Gemm", "Gather"],
                             extra_options={"MatMulConstBOnly": True})
            rewrite(folder / whole.name)
    shutil.copyfile(minilm_folder() / "tokenizer.json", folder / "tokenizer.json")
    write_config(model, folder)


def write_encoder(model: Model, path: Path) -> None:
    """Trace the encoder with free batch and length; without a mask, for the windows of one text
    all have one length (`features.windows`)."""
    example = tuple(torch.ones(2, 9, dtype=torch.long) for _ in (*INPUTS, "mask"))
    axes = {name: {0: "windows", 1: "length"}
            for name in (*INPUTS, "logits", "links", "base", "anchors")}
    torch.onnx.export(model.encoder, example, str(path), input_names=[*INPUTS, "mask"],
                      output_names=["logits", "links", "base", "anchors"], dynamic_axes=axes,
                      opset_version=17, dynamo=False)


def write_decoder(model: Model, path: Path) -> None:
    """Trace the decoder for one anchor, with a free number of pieces."""
    width = model.encoder.base.out_features
    decoder = model.decoder
    decoder.forward = decoder.one
    torch.onnx.export(decoder, (torch.zeros(1, 9, width), torch.zeros(width), torch.arange(9)),
                      str(path), input_names=["base", "anchor", "places"], output_names=["roles"],
                      dynamic_axes={"base": {1: "length"}, "places": {0: "length"},
                                    "roles": {1: "length"}},
                      opset_version=17, dynamo=False)


def write_config(model: Model, folder: Path) -> None:
    """Keep measured settings that are there already; renew what belongs to the weights."""
    path = folder / "config.json"
    config = DEFAULTS | (json.loads(path.read_text()) if path.exists() else {})
    config["role_steps"] = [[round(x, 6) for x in row] for row in model.decoder.steps.tolist()]
    config["link_none"] = round(float(model.link_none), 6)
    config["link_distance"] = [round(x, 6) for x in model.link_distance.tolist()]
    config["sha256"] = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
                        for name in ("encoder.onnx", "decoder.onnx", "tokenizer.json")}
    path.write_text(json.dumps(config, indent=1, sort_keys=True) + "\n")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("weights", type=Path)
    parser.add_argument("--out", type=Path, default=FOLDER)
    options = parser.parse_args()
    export(options.weights, options.out)
    print({p.name: p.stat().st_size for p in sorted(options.out.iterdir())})


if __name__ == "__main__":
    main()
