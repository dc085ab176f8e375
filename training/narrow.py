"""Make the exported graphs do less for the same numbers: `python training/narrow.py FOLDER`.

Query, key and value of an attention become three products of one quantized input, which saves
cutting their common product apart. The decoder gets two inputs more, `first` and `last`: all its
pieces are read, and the roles are made of those from `first` to before `last` alone. The weights
stay the numbers that they are. `export.py` does this to what it writes; alone, it rewrites the
decoder of a folder and its sha256 in config.json, and does nothing where that is done already.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
from onnx import GraphProto, NodeProto, TensorProto, helper, numpy_helper
from quoth.nlp.model.runner import FOLDER

PARTS = ("q", "k", "v")
ASKED = ("first", "last")  # inputs of the decoder: the rows whose roles are asked for
AXIS = "rows"


def part_attention(graph: GraphProto) -> None:
    """Make query, key and value of each attention products of their own, in place."""
    made = {name: node for node in graph.node for name in node.output}
    held = {tensor.name: tensor for tensor in graph.initializer}
    for attention in [n for n in graph.node if n.op_type == "MultiHeadAttention"]:
        if made[attention.input[0]].op_type != "Slice":
            continue
        whole = made[made[attention.input[0]].input[0]]  # qkv(x) with its bias
        bias, scaled = whole.input
        cast, scales = (made[name] for name in made[scaled].input)
        product = made[cast.input[0]]
        tensors = [product.input[1], product.input[3], scales.input[1], bias]
        for part, name in enumerate(PARTS):
            for tensor in tensors:
                array = np.split(numpy_helper.to_array(held[tensor]), len(PARTS), axis=-1)[part]
                graph.initializer.append(
                    numpy_helper.from_array(np.ascontiguousarray(array), f"{tensor}.{name}"))
            put_before(graph, attention, *product_of(product, scales, bias, whole.output[0], name))
            attention.input[part] = f"{whole.output[0]}.{name}"
    prune(graph)


def product_of(product: NodeProto, scales: NodeProto, bias: str, stem: str,
               name: str) -> Iterator[NodeProto]:
    """Yield the nodes of one part of a quantized product, as the quantizer writes them."""
    x, weights, zero, weights_zero = product.input
    made = f"{stem}.{name}"
    yield helper.make_node("MatMulInteger", [x, f"{weights}.{name}", zero,
                                             f"{weights_zero}.{name}"], [f"{made}.int"])
    yield helper.make_node("Cast", [f"{made}.int"], [f"{made}.float"], to=TensorProto.FLOAT)
    yield helper.make_node("Mul", [scales.input[0], f"{scales.input[1]}.{name}"],
                           [f"{made}.scale"])
    yield helper.make_node("Mul", [f"{made}.float", f"{made}.scale"], [f"{made}.scaled"])
    yield helper.make_node("Add", [f"{bias}.{name}", f"{made}.scaled"], [made])


def narrow(graph: GraphProto) -> None:
    """Give a decoder, its attention in parts, the inputs `first` and `last`, in place."""
    made = {name: node for node in graph.node for name in node.output}
    attention = next(n for n in graph.node if n.op_type == "MultiHeadAttention")
    query = made[f"{attention.input[0]}.int"]
    normed = made[query.input[0]].input[0]
    residual = next(n for n in graph.node if n.op_type == "Add" and normed in n.input)
    graph.initializer.append(numpy_helper.from_array(np.array([1], dtype=np.int64), AXIS))
    for node, whole in ((query, query.input[0]), (residual, normed)):
        node.input[list(node.input).index(whole)] = f"{whole}.asked"
        put_before(graph, node, helper.make_node("Slice", [whole, *ASKED, AXIS],
                                                 [f"{whole}.asked"]))
    graph.input.extend(helper.make_tensor_value_info(name, TensorProto.INT64, [1])
                       for name in ASKED)
    graph.output[0].type.tensor_type.shape.dim[1].dim_param = "asked"


def put_before(graph: GraphProto, node: NodeProto, *nodes: NodeProto) -> None:
    """Insert nodes before one."""
    at = next(i for i, other in enumerate(graph.node) if other.output[0] == node.output[0])
    for new in reversed(nodes):
        graph.node.insert(at, new)


def prune(graph: GraphProto) -> None:
    """Leave out nodes and tensors that nothing uses."""
    count = None
    while count != len(graph.node):
        count = len(graph.node)
        used = {name for node in graph.node for name in node.input}
        used |= {output.name for output in graph.output}
        kept = [node for node in graph.node if used & set(node.output)]
        del graph.node[:]
        graph.node.extend(kept)
    tensors = [tensor for tensor in graph.initializer if tensor.name in used]
    del graph.initializer[:]
    graph.initializer.extend(tensors)


def rewrite(path: Path) -> None:
    """Rewrite an exported graph; the decoder is the one that takes `places`."""
    model = onnx.load(str(path))
    names = {tensor.name for tensor in model.graph.input}
    if ASKED[0] in names:
        return
    part_attention(model.graph)
    if "places" in names:
        narrow(model.graph)
    onnx.save(model, str(path))


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, nargs="?", default=FOLDER)
    folder = parser.parse_args().folder
    rewrite(folder / "decoder.onnx")
    path = folder / "config.json"
    config = json.loads(path.read_text())
    config["sha256"]["decoder.onnx"] = hashlib.sha256(
        (folder / "decoder.onnx").read_bytes()).hexdigest()
    path.write_text(json.dumps(config, indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
