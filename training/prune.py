"""Weights with fewer feed-forward units: `python training/prune.py A B --units 1280 --data DATA`.

Units of a block are taken out a few at a time, those first whose loss the others make good best,
and the output weights of the others are fitted anew, by least squares, to what the block gave
before (optimal brain surgeon, Hassibi and Stork 1992). All that this needs of the training texts
is how the activations of two units go together.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterable
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

sys.path.insert(0, str(Path(__file__).resolve().parent))
from net import LAYERS, Model, units_of  # noqa: E402
from quoth.nlp.model.features import load_tokenizer  # noqa: E402
from train import collate, epoch, load_examples, minilm_folder  # noqa: E402

BATCHES = 60  # of about 2,000 pieces
AT_ONCE = 16  # units that are taken out before the others are looked at again
RIDGE = 1e-3  # of the mean of the diagonal


def together(model: Model, batches: Iterable[dict]) -> list[Tensor]:
    """Return for each block the mean products of the activations of two units, and of each with
    one for the bias: (units + 1, units + 1)."""
    size = model.encoder.blocks[0].up.out_features + 1
    sums = [torch.zeros(size, size, dtype=torch.float64) for _ in range(LAYERS)]
    mask = torch.ones(0, dtype=torch.bool)

    def look(place: int) -> None:
        def hook(_module, _inputs, made: Tensor) -> None:  # noqa: ANN001
            active = F.gelu(made)[mask]
            active = torch.cat([active, torch.ones(len(active), 1)], 1)
            sums[place] += (active.T @ active).double()
        model.encoder.blocks[place].up.register_forward_hook(hook)

    for place in range(LAYERS):
        look(place)
    count = 0
    with torch.no_grad():
        for items in batches:
            mask = items["mask"].bool()
            count += int(mask.sum())
            model.encoder(*(items[k] for k in ("ids", "shape", "paragraph", "quote", "mask")))
    return [total / count for total in sums]


def fitted(products: Tensor, down: Tensor, units: int) -> tuple[Tensor, Tensor, float]:
    """Return which units to keep, their output weights with the bias as last row, and how much of
    the block's output is lost (a share of its mean square). `down`: (units + 1, width)."""
    ridge = RIDGE * products.diagonal()[:-1].mean()
    products = products + ridge * torch.eye(len(products), dtype=products.dtype)
    kept, bias = torch.arange(len(products) - 1), torch.tensor([len(products) - 1])
    while len(kept) > units:
        inside = torch.cat([kept, bias])
        inverse = torch.linalg.inv(products[inside][:, inside])
        weights = inverse @ (products[inside] @ down)
        cost = weights[:-1].square().sum(1) / inverse.diagonal()[:-1]
        out = cost.topk(min(AT_ONCE, len(kept) - units), largest=False).indices
        stays = torch.ones(len(kept), dtype=torch.bool)
        stays[out] = False
        kept = kept[stays]
    inside = torch.cat([kept, bias])
    weights = torch.linalg.solve(products[inside][:, inside], products[inside] @ down)
    difference = down.clone()
    difference[inside] -= weights
    lost = (difference * (products @ difference)).sum() / (down * (products @ down)).sum()
    return kept, weights, float(lost)


def pruned(state: dict[str, Tensor], products: list[Tensor], units: int) -> dict[str, Tensor]:
    """Return the weights with as many units in each block."""
    made = dict(state)
    for place, each in enumerate(products):
        stem = f"encoder.blocks.{place}."
        down = torch.cat([state[stem + "down.weight"].T, state[stem + "down.bias"][None]]).double()
        kept, weights, lost = fitted(each, down, units)
        print(f"block {place}: {lost:.2%} of the output is lost", flush=True)
        for name in ("up.weight", "up.bias"):
            made[stem + name] = state[stem + name][kept]
        made[stem + "down.weight"] = weights[:-1].T.float().contiguous()
        made[stem + "down.bias"] = weights[-1].float()
    return made


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("weights", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--own", type=Path, default=Path(__file__).parent / "own")
    parser.add_argument("--units", type=int, default=1280)
    options = parser.parse_args()
    state = torch.load(options.weights, map_location="cpu")
    model = Model(units_of(state))
    model.load_state_dict(state)
    tokenizer = load_tokenizer(minilm_folder() / "tokenizer.json")
    groups = epoch(load_examples(tokenizer, options.data, options.own), tokenizer, 1, 2)
    products = together(model, (collate(group, random.Random(1), 0.0)
                                for group in groups[:BATCHES]))
    torch.save(pruned(state, products, options.units), options.out)


if __name__ == "__main__":
    main()
