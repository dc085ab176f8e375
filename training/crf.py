"""The likelihood of a whole label path: a linear-chain CRF (Lafferty, McCallum, Pereira 2001).

Labels are B/I pairs after O: inside only after its own begin or inside. The partition function is
a product of matrices in the log semiring, taken pair by pair, so that a CPU needs 8 rounds for
192 pieces.
"""

from __future__ import annotations

import torch
from torch import Tensor

NEVER = -1e4


def forbidden(labels: int) -> Tensor:
    """Return (from, to) True where a step is no B/I step."""
    table = torch.zeros(labels, labels, dtype=torch.bool)
    for inside in range(2, labels, 2):
        table[:, inside] = True
        table[inside - 1 : inside + 1, inside] = False
    return table


def begun(path: Tensor) -> Tensor:
    """Return label paths (n, length) in which no span begins with its inside label."""
    before = torch.nn.functional.pad(path[:, :-1], (1, 0))
    inside = (path > 0) & (path % 2 == 0)
    return torch.where(inside & (before != path) & (before != path - 1), path - 1, path)


def path_loss(logits: Tensor, path: Tensor, steps: Tensor, ignore: int) -> Tensor:
    """Return the negative log-likelihood of each path, in nats: shape (n,).

    `logits`: (n, length, labels); `path`: (n, length), `ignore` where there is no piece, which
    counts as O; `steps`: (labels, labels), the score of each step.
    """
    labels = logits.shape[-1]
    away = path == ignore
    nothing = torch.full((labels,), NEVER, dtype=logits.dtype, device=logits.device)
    nothing[0] = 0.0
    logits = torch.where(away[..., None], nothing, logits)
    path = begun(path.masked_fill(away, 0))
    table = steps.masked_fill(forbidden(labels).to(steps.device), NEVER)
    before = torch.nn.functional.pad(path[:, :-1], (1, 0))
    score = logits.gather(2, path[..., None]).squeeze(2).sum(1) + table[before, path].sum(1)
    return log_partition(logits, table) - score


def log_partition(logits: Tensor, table: Tensor) -> Tensor:
    """Return the log of the summed scores of all paths, each from O on: shape (n,)."""
    product = table + logits[:, :, None, :]  # (n, length, from, to)
    while product.shape[1] > 1:
        even = product.shape[1] // 2 * 2
        left, right = product[:, 0:even:2], product[:, 1:even:2]
        joined = (left[..., :, :, None] + right[..., None, :, :]).logsumexp(-2)
        product = torch.cat([joined, product[:, even:]], 1)
    return product[:, 0, 0].logsumexp(-1)
