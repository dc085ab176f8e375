"""Which of Quoth's own files decide what: what is kept on disk bears a hash of them, so that a
change of the code makes it anew.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path

PARTS: Mapping[str, tuple[str, ...]] = {
    # the facts of an article, in the archive and in shards; the model has a hash of its own
    "facts": ("forms", "records", "reading", "nlp", "linking", "rdf"),
    # what is joined over the articles, beside the archive
    "joined": ("forms", "records", "corrections", "linking", "rdf", "joining"),
    # the graphs that no article decides
    "constants": ("ontology",),
    # what people look at beside the store
    "outputs": ("forms", "records", "corrections", "linking", "rdf", "ontology", "views", "exports",
                "outputs", "sheets"),
}
LIBRARIES = {  # what is kept on one machine depends on these too, and on the release of Python
    "joined": ("anyascii",),
    "outputs": ("pyoxigraph", "jinja2", "markupsafe", "pyvis"),
}
SUFFIXES = frozenset({".py", ".tsv", ".toml", ".txt", ".json", ".jsonl", ".gz", ".ttl", ".trig",
                      ".rq", ".html", ".css", ".js", ".svg"})
NOT = frozenset({"weights", "__pycache__"})


@lru_cache
def code(part: str) -> str:
    """Return a hash of the files, and the releases, that decide one of `PARTS`."""
    releases = [sys.version, *map(_release, LIBRARIES[part])] if part in LIBRARIES else []
    found = hashlib.sha256(f"{digest(part, folders())} {releases}".encode())
    return found.hexdigest()[:12]


def digest(part: str, where: Mapping[str, Path]) -> str:
    """Return a hash of the files of one of `PARTS`, each a package or a module under `where`."""
    found = hashlib.sha256()
    for name in PARTS[part]:
        for label, path in _files(name, where):
            found.update(f"{label}\n".encode() + hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()


def folders() -> dict[str, Path]:
    """Return in which folder each package or module of `PARTS` lies."""
    here = Path(__file__).parent
    places = {name: here for names in PARTS.values() for name in names}
    return places | {"ontology": Path(str(files("quoth.ontology"))).parent}


def _files(name: str, where: Mapping[str, Path]) -> Iterator[tuple[str, Path]]:
    """Yield the files of a package or module that count, in order, each with its name in it."""
    place = where[name]
    for path in [place / f"{name}.py", *sorted((place / name).rglob("*"))]:
        label = path.relative_to(place)
        if path.suffix in SUFFIXES and path.is_file() and NOT.isdisjoint(label.parts):
            yield label.as_posix(), path


def _release(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
