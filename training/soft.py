"""Losses against a teacher's chances (`teach.py`), beside those against the annotations."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Mapping

import data as d
import numpy as np
import torch
import torch.nn.functional as F
from net import REACH, ROLES, Model
from quoth.nlp.model.features import Pieces
from torch import Tensor

HEADS = ((0, 3), (3, 6), (6, 9), (9, 16))  # columns of the chances that are one choice
NAMES = ("cue", "source", "content", "ner")
ASKED = 3  # anchors of a window, chosen at random of those that the teacher has answered

# The answers for one text, chances in float16: (pieces, 17) of the heads and of a sentence start;
# and for a piece that may be a cue the first piece of its surroundings and (n, 7) from there on.
Taught = tuple[np.ndarray, dict[int, tuple[int, np.ndarray]]]


def key_of(pieces: Pieces) -> bytes:
    """Return what a text is known by: a hash of what the encoder reads."""
    return hashlib.sha1(pieces.ids.tobytes() + pieces.quote.tobytes(),
                        usedforsecurity=False).digest()


def targets(group: list[d.Window], taught: Mapping[bytes, Taught], length: int,
            rng: random.Random) -> dict[str, Tensor]:
    """Return the teacher's chances for one batch of windows.

    `soft`: (windows, length, 17), NaN where there is none; `soft_where`: (n, 2), window and piece
    of some anchors; `soft_roles`: (n, 2 * REACH, 7), NaN where no piece of the window lies.
    """
    soft = np.full((len(group), length, 17), np.nan, dtype=np.float32)
    where, roles = [], []
    for row, window in enumerate(group):
        known = taught.get(key_of(window.example.pieces))
        if known is None:
            continue
        size = window.end - window.start
        tokens, answers = known
        soft[row, 1 : size + 1] = tokens[window.start : window.end]
        inside = [place for place in answers if window.start <= place < window.end]
        for place in rng.sample(inside, min(ASKED, len(inside))):
            where.append((row, place - window.start + 1))
            roles.append(around(place, *answers[place], window))
    return {"soft": torch.from_numpy(soft),
            "soft_where": torch.tensor(where, dtype=torch.long).reshape(-1, 2),
            "soft_roles": torch.from_numpy(np.array(roles, dtype=np.float32)
                                           .reshape(-1, 2 * REACH, ROLES))}


def around(place: int, first: int, chances: np.ndarray, window: d.Window) -> np.ndarray:
    """Return chances (2 * REACH, 7) around an anchor, of the pieces of a window."""
    made = np.full((2 * REACH, ROLES), np.nan, dtype=np.float32)
    shift = first - place + REACH
    a = max(first, window.start, place - REACH)
    b = min(first + len(chances), window.end, place + REACH)
    made[a - first + shift : b - first + shift] = chances[a - first : b - first]
    return made


def losses(model: Model, items: dict[str, Tensor], base: Tensor, anchors: Tensor,
           logits: Tensor) -> dict[str, Tensor]:
    """Return cross-entropies against the teacher, named as those against the annotations."""
    known = ~items["soft"][..., 0].isnan()
    if not known.any():
        return {}
    soft, own = items["soft"][known], logits[known]
    made = {name: between(own[:, a:b], soft[:, a:b]).mean()
            for name, (a, b) in zip(NAMES, HEADS, strict=True)}
    made["sentence"] = F.binary_cross_entropy_with_logits(own[:, 16], soft[:, 16])
    where, roles = items["soft_where"], items["soft_roles"]
    if len(where):
        decoded = model.decoder(base, anchors, items["mask"], where[:, 0], where[:, 1]).float()
        seen = ~roles[..., 0].isnan()
        made["roles"] = between(decoded[seen], roles[seen]).sum() / len(where) / 30
    return made


def between(logits: Tensor, chances: Tensor) -> Tensor:
    """Return how far the logits are from the teacher's chances, in nats: one for each row."""
    log = chances.clamp(min=1e-4).log()
    return (chances * (log - logits.log_softmax(-1))).sum(-1)
