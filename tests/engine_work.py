"""Work for the tests of the engines: importable by name, as what travels to processes must be."""

import os
import time

from quoth.extraction import Annotate

POISON = "The ink of this edition is poisonous."


def double(batch: list[dict]) -> list[dict]:
    return [{"n": row["n"] * 2} for row in batch]


def deadly(batch: list[dict]) -> list[dict]:
    if any(row["n"] == 3 for row in batch):
        os._exit(9)
    return double(batch)


def failing(batch: list[dict]) -> list[dict]:
    if batch:
        raise ValueError("a fault of the work itself")
    return []


class Stubborn(Exception):
    """An error that cannot be pickled back."""

    def __init__(self, one: int, two: int) -> None:
        super().__init__(f"{one} and {two}")


def stubborn(batch: list[dict]) -> list[dict]:
    if batch:
        raise Stubborn(1, 2)
    return []


def endless(batch: list[dict]) -> list[dict]:
    while any(row["n"] == 3 for row in batch):
        time.sleep(0.01)
    return double(batch)


def stillborn(batch: list[dict]) -> list[dict]:
    os._exit(1)


def lost(row: dict, why: str) -> dict:
    return {"lost": row["n"], "why": why}


class Press(Annotate):
    """Annotates slowly enough to be disturbed; an article with POISON kills its process."""

    def __call__(self, batch: list[dict]) -> list[dict]:
        for row in batch:
            if POISON in row["text"]:
                os._exit(9)
            time.sleep(0.1)
        return super().__call__(batch)
