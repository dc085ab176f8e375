"""Weights between two runs: `python training/average.py A B training/work/model.pt --share 0.3`.

Fine-tuned weights and the weights that they started from lie in one basin, and a point between
them is often better than either on texts of another kind (Wortsman et al. 2022, arXiv 2109.01903).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def between(first: dict, second: dict, share: float) -> dict:
    """Return the weights that lie `share` of the way from the first to the second."""
    return {name: torch.lerp(first[name].float(), value.float(), share)
            if value.is_floating_point() else value for name, value in second.items()}


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--share", type=float, default=0.3, help="how much of the second")
    options = parser.parse_args()
    first, second = (torch.load(p, map_location="cpu") for p in (options.first, options.second))
    torch.save(between(first, second, options.share), options.out)


if __name__ == "__main__":
    main()
