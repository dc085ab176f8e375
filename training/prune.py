"""Weights with fewer attention heads and feed-forward units:
`python training/prune.py A B --heads 8 --blocks 5 --data DATA`.

What a layer gives is a sum over its inputs: the units of a block, or what its heads give. When
some are taken out, the weights of the others are fitted anew, by least squares, to what the layer
gave before; all that this needs of the training texts is how the inputs go together. At the end
the units of each changed block are fitted once more to what the whole block gave.

Units go a few at a time, those first whose loss the others make good best (optimal brain surgeon,
Hassibi and Stork 1992). Heads go whole, those first without which the model's answers change
least, each tried alone (after Michel, Levy and Neubig 2019).
"""

from __future__ import annotations

import argparse
import copy
import random
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor, nn

sys.path.insert(0, str(Path(__file__).resolve().parent))
from net import HEAD, LAYERS, OUTPUTS, Block, Model, load  # noqa: E402
from quoth.nlp.model.features import load_tokenizer  # noqa: E402
from train import collate, epoch, load_examples, minilm_folder  # noqa: E402

INPUTS = ("ids", "shape", "paragraph", "quote", "mask")
BATCHES = 60  # of about 2,000 pieces
TRIALS = 4  # more of them, on which heads are tried
LONG = 100  # pieces: windows of articles, not single sentences
AT_ONCE = 16  # units that are taken out before the others are looked at again
CUE = 0.3  # chance above which the decoder reads around a piece
RIDGE = 1e-3  # of the mean of the diagonal


class Trial(NamedTuple):
    """How much the answers change without one head (Kullback-Leibler, nats a piece)."""

    change: float
    block: int
    head: int


def together(model: Model, batches: Iterable[dict], layer: str) -> list[Tensor]:
    """Return for one layer of each block the mean products of two of its inputs, and of each with
    one for the bias: (inputs + 1, inputs + 1)."""
    sums: list[Tensor | float] = [0.0] * LAYERS
    mask = torch.ones(0, dtype=torch.bool)

    def look(place: int) -> None:
        def hook(_module: nn.Module, inputs: tuple[Tensor]) -> None:
            given = inputs[0][mask]
            given = torch.cat([given, torch.ones(len(given), 1)], 1)
            sums[place] += (given.T @ given).double()
        hooks.append(getattr(model.encoder.blocks[place], layer).register_forward_pre_hook(hook))

    hooks: list = []
    for place in range(LAYERS):
        look(place)
    count = 0
    with torch.no_grad():
        for items in batches:
            mask = items["mask"].bool()
            count += int(mask.sum())
            model.encoder(*(items[k] for k in INPUTS))
    for hook in hooks:
        hook.remove()
    return [total / count for total in sums]


def whole(layer: nn.Linear) -> Tensor:
    """Return the weights of a layer with the bias as last row: (inputs + 1, outputs)."""
    return torch.cat([layer.weight.detach().T, layer.bias.detach()[None]]).double()


def ridged(products: Tensor) -> Tensor:
    """Return mean products with a little more on the diagonal."""
    ridge = RIDGE * products.diagonal()[:-1].mean()
    return products + ridge * torch.eye(len(products), dtype=products.dtype)


def fitted(products: Tensor, weights: Tensor, kept: Tensor) -> tuple[Tensor, float]:
    """Return the weights of the inputs that are kept, and how much of the layer's output is lost
    (a share of its mean square). `weights`: (inputs + 1, outputs)."""
    inside = torch.cat([kept, torch.tensor([len(products) - 1])])
    made = torch.linalg.solve(products[inside][:, inside], products[inside] @ weights)
    missing = weights.clone()
    missing[inside] -= made
    return made, float((missing * (products @ missing)).sum()
                       / (weights * (products @ weights)).sum())


def least_needed(products: Tensor, weights: Tensor, units: int) -> Tensor:
    """Return the inputs to keep, as many as `units`."""
    kept, bias = torch.arange(len(products) - 1), torch.tensor([len(products) - 1])
    while len(kept) > units:
        inside = torch.cat([kept, bias])
        inverse = torch.linalg.inv(products[inside][:, inside])
        made = inverse @ (products[inside] @ weights)
        cost = made[:-1].square().sum(1) / inverse.diagonal()[:-1]
        out = cost.topk(min(AT_ONCE, len(kept) - units), largest=False).indices
        stays = torch.ones(len(kept), dtype=torch.bool)
        stays[out] = False
        kept = kept[stays]
    return kept


def put(layer: nn.Linear, weights: Tensor) -> None:
    """Give a layer other weights, the bias as last row."""
    layer.weight = nn.Parameter(weights[:-1].T.float().contiguous())
    layer.bias = nn.Parameter(weights[-1].float())


def without_units(block: Block, products: Tensor, units: int) -> float:
    """Take units out of a block; return the share of its output that is lost."""
    products, weights = ridged(products), whole(block.down)
    kept = least_needed(products, weights, units)
    made, lost = fitted(products, weights, kept)
    put(block.up, whole(block.up)[:, kept])
    put(block.down, made)
    return lost


def without_heads(block: Block, products: Tensor, heads: Iterable[int]) -> float:
    """Take heads out of a block; return the share of the attention's output that is lost."""
    gone = set(heads)
    kept = torch.tensor([i for i in range(block.heads * HEAD) if i // HEAD not in gone])
    made, lost = fitted(ridged(products), whole(block.out), kept)
    size = block.heads * HEAD
    put(block.qkv, whole(block.qkv)[:, torch.cat([kept, kept + size, kept + 2 * size])])
    put(block.out, made)
    block.heads -= len(gone)
    return lost


def captured(model: Model, place: int) -> tuple[dict[str, Tensor], list]:
    """Return what a block's units are read from and give, and what its last norm is given, filled
    as the model reads, and the hooks that fill it."""
    block, seen = model.encoder.blocks[place], {}

    def keep(name: str) -> Callable[[nn.Module, tuple[Tensor]], None]:
        return lambda _module, inputs: seen.update({name: inputs[0]})
    return seen, [layer.register_forward_pre_hook(keep(name)) for name, layer in (
        ("read", block.up), ("units", block.down), ("sum", block.norm2))]


def refit(model: Model, before: Model, place: int, batches: Iterable[dict]) -> None:
    """Fit the output weights of a block's units anew, so that the block gives what it gave
    before, from what it is given now."""
    (now, hooks), (then, others) = captured(model, place), captured(before, place)
    products: Tensor | float = 0.0
    wanted: Tensor | float = 0.0
    with torch.no_grad():
        for items in batches:
            for each in (model, before):
                each.encoder(*(items[k] for k in INPUTS))
            mask = items["mask"].bool()
            units = now["units"][mask]
            units = torch.cat([units, torch.ones(len(units), 1)], 1)
            products += (units.T @ units).double()
            wanted += (units.T @ (then["sum"] - now["read"])[mask]).double()
    for hook in hooks + others:
        hook.remove()
    put(model.encoder.blocks[place].down, torch.linalg.solve(ridged(products), wanted))


class Answers(NamedTuple):
    """What a model says: log chances of the labels of each piece, and of the roles around each
    piece that is a cue, one tensor a batch and head."""

    labels: list[Tensor]
    roles: list[Tensor]
    cues: list[Tensor]


def answers(model: Model, batches: Sequence[dict], cues: list[Tensor] | None = None) -> Answers:
    """Return a model's answers; `cues`: where the roles are read, else at its own cues."""
    made = Answers([], [], cues or [])
    with torch.no_grad():
        for row, items in enumerate(batches):
            logits, _, base, anchors = model.encoder(*(items[k] for k in INPUTS))
            mask = items["mask"].bool()
            parts = logits.split(list(OUTPUTS.values()), -1)[:-1]  # all but sentence starts
            made.labels.extend(part[mask].log_softmax(-1) for part in parts)
            if cues is None:
                made.cues.append(((1 - parts[0].softmax(-1)[..., 0] > CUE) & mask).nonzero())
            window, piece = made.cues[row].unbind(1)
            made.roles.append(model.decoder(base, anchors, items["mask"], window, piece)
                              .log_softmax(-1))
    return made


def change(before: Answers, after: Answers) -> float:
    """Return how far the answers after are from those before, in nats a piece of the text."""
    apart = sum(float((a.exp() * (a - b)).sum()) for a, b in zip(
        before.labels + before.roles, after.labels + after.roles, strict=True))
    return apart / (sum(map(len, before.labels)) / (len(OUTPUTS) - 1))


def tried(model: Model, products: list[Tensor], batches: Sequence[dict],
          blocks: Iterable[int]) -> list[Trial]:
    """Take each head of some blocks out alone; return the trials, the least change first."""
    before, trials = answers(model, batches), []
    for place in blocks:
        for head in range(model.encoder.blocks[place].heads):
            other = copy.deepcopy(model)
            without_heads(other.encoder.blocks[place], products[place], [head])
            trials.append(Trial(change(before, answers(other, batches, before.cues)), place, head))
        print(f"block {place} tried", flush=True)
    return sorted(trials)


def prune(before: Model, batches: list[dict], heads: int, blocks: Iterable[int],
          units: Sequence[int]) -> Model:
    """Return a model with as many heads less in some blocks, and as many units in each block."""
    fit, trials = batches[TRIALS:], batches[:TRIALS]
    model, products = copy.deepcopy(before), together(before, fit, "out") if heads else []
    gone = tried(model, products, trials, blocks)[:heads] if heads else []
    for place, block in enumerate(model.encoder.blocks):
        if out := [trial.head for trial in gone if trial.block == place]:
            lost = without_heads(block, products[place], out)
            print(f"block {place}: {block.heads} heads stay, {lost:.2%} is lost", flush=True)
    products = together(model, fit, "down")
    for place, (block, count) in enumerate(zip(model.encoder.blocks, units, strict=True)):
        if count < block.up.out_features:
            lost = without_units(block, products[place], count)
            print(f"block {place}: {count} units stay, {lost:.2%} is lost", flush=True)
    for place, (now, then) in enumerate(zip(model.encoder.blocks, before.encoder.blocks,
                                            strict=True)):
        if (now.heads, now.up.out_features) != (then.heads, then.up.out_features):
            refit(model, before, place, fit)
    first = answers(before, trials)
    after = change(first, answers(model, trials, first.cues))
    print(f"the answers change by {after:.5f} nats a piece", flush=True)
    return model


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("weights", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--own", type=Path, default=Path(__file__).parent / "own")
    parser.add_argument("--heads", type=int, default=0, help="how many to take out")
    parser.add_argument("--blocks", type=int, nargs="+", default=list(range(LAYERS)),
                        help="which blocks they are taken out of: 0 is the first")
    parser.add_argument("--units", type=int, nargs="+", default=[],
                        help="how many stay in each block: one number, or one for each")
    options = parser.parse_args()
    model = load(options.weights)
    units = options.units or [b.up.out_features for b in model.encoder.blocks]
    tokenizer = load_tokenizer(minilm_folder() / "tokenizer.json")
    groups = [group for group in epoch(load_examples(tokenizer, options.data, options.own),
                                       tokenizer, 1, 2)
              if max(w.end - w.start for w in group) > LONG][:BATCHES + TRIALS]
    batches = [collate(group, random.Random(1), 0.0) for group in groups]
    model = prune(model, batches, options.heads, options.blocks,
                  units if len(units) > 1 else units * LAYERS)
    torch.save(model.state_dict(), options.out)


if __name__ == "__main__":
    main()
