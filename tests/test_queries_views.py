"""The named queries that compare reports: exact rows on the gold of the seeds, in both engines.

`data/query_rows.json` holds the rows; `python tests/test_queries_views.py` writes them anew, to be
read before they are kept.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from outlets import outlets
from quoth.linking.statements import cluster
from quoth.rdf import queries
from quoth.rdf.triples import article_quads, derived_graphs
from quoth.records import Facts
from quoth.stores import Store, open_store

ROOT = Path(__file__).resolve().parents[1]
EXPECTED = ROOT / "tests/data/query_rows.json"
ASKED = [
    ("wordings", {"speaker": "putin"}), ("same-statement", {"speaker": "putin"}),
    ("who-speaks-of-whom", {"least": "3"}), ("never-quoted", {"least": "2"}),
    ("wording-over-time", {"speaker": "putin", "about": "collective security treaty"}),
    ("unnamed-by-outlet", {"outlet": "ru-m"}), ("occasion-timeline", {"occasion": "extraordinary"}),
    ("at-occasion", {"occasion": "extraordinary"}),  # which two articles name otherwise
]
SEEDS = [  # those that compare articles or outlets; the others would list every quotation
    "chains", "co-mentions", "contradictions", "delivered-by-another", "denials", "denied-reports",
    "figures", "left-out", "mentioned-never-quoted", "never-quoted", "occasion-timeline",
    "one-text", "quoted-by-outlet", "speakers", "unnamed-by-outlet", "unnamed-sources",
    "voices-by-outlet", "who-speaks-of-whom", "wordings",
]
OUTLETS = [
    ("contradictions", {"about": "salmon"}), ("denials", {"about": "salmon"}),
    ("wording-over-time", {"speaker": "finn"}), ("unnamed-by-outlet", {"outlet": "herald"}),
    ("voices-by-outlet", {"outlet": "courier"}), ("quoted-by-outlet", {"outlet": "herald"}),
]


def seed_facts() -> list[Facts]:
    """Return the gold as facts; a quotation mentions the entities whose mentions it holds."""
    found = []
    for path in sorted((ROOT / "seeds/gold").glob("[0-9]*.jsonl")):
        row = json.loads(path.read_text("utf-8"))
        for item in (*row["quotations"], *row["mentions"]):
            item.pop("level", None)
            item.pop("accept", None)
        for quotation in row["quotations"]:
            inside = [m["entity"] for m in row["mentions"] if m["entity"] != quotation["speaker"]
                      and any(a <= m["start"] < b for a, b in quotation["content"])]
            quotation |= {"article": row["article"]["id"], "mentions": list(dict.fromkeys(inside))}
        found.append(Facts.from_dict(row))
    return found


@pytest.fixture(scope="module", autouse=True)
def _no_folder_stays() -> Iterator[None]:
    yield
    for kind in ("seeds", "outlets"):
        store = stores(kind)[1]
        store.close()
        shutil.rmtree(store.folder.parent)
    stores.cache_clear()


@cache
def stores(kind: str) -> tuple[Store, Store]:
    """Return the same graph in memory (rdflib) and in Oxigraph."""
    facts, statements = cluster(seed_facts()) if kind == "seeds" else outlets()
    quads = [quad for one in facts for quad in article_quads(one)]
    for graph in derived_graphs(facts, statements).values():
        quads += graph
    folder = Path(tempfile.mkdtemp()) / "store"
    both = open_store(None), open_store(folder, create=True)
    for store in both:
        store.bulk_load(quads)
    return both


def rows(store: Store, name: str, values: dict[str, str]) -> list[list[str]]:
    result = store.query(queries.load(name).fill(values))
    return [list(result.variables), *([str(cell or "") for cell in row] for row in result.rows)]


def key(kind: str, name: str, values: dict[str, str]) -> str:
    return " ".join([kind, name, *(f"{k}={v}" for k, v in values.items())])


EVERY = [("seeds", *asked) for asked in ((name, {}) for name in SEEDS)]
EVERY += [("seeds", *asked) for asked in ASKED]
EVERY += [("outlets", *asked) for asked in ((name, {}) for name in queries.names())]
EVERY += [("outlets", *asked) for asked in OUTLETS]


@pytest.mark.parametrize(("kind", "name", "values"), EVERY, ids=[key(*one) for one in EVERY])
def test_exact_rows_in_both_engines(kind: str, name: str, values: dict[str, str]) -> None:
    expected = json.loads(EXPECTED.read_text("utf-8"))[key(kind, name, values)]
    for store in stores(kind):
        assert rows(store, name, values) == expected


def test_every_expectation_is_asked_for() -> None:
    assert set(json.loads(EXPECTED.read_text("utf-8"))) == {key(*one) for one in EVERY}


def test_what_is_left_out_stands_in_one_article_and_not_in_the_other() -> None:
    facts, _ = cluster(seed_facts())
    texts = {one.article.key: one.article.text for one in facts}
    said = {one.article.key: " | ".join(q.text for q in one.quotations) for one in facts}
    found = rows(stores("seeds")[1], "left-out", {})[1:]
    assert found
    for _, silent, _, text, telling in found:
        assert text in said[telling] and text not in texts[silent]


def test_who_was_not_quoted_is_no_speaker() -> None:
    facts = seed_facts()
    known = {e.name: e.id for one in facts for e in one.entities}
    speakers = {q.speaker for one in facts for q in one.quotations}
    found = rows(stores("seeds")[1], "never-quoted", {})[1:]
    assert found and not {known[name] for name, *_ in found if name in known} & speakers


def test_a_denial_that_is_itself_denied_is_none() -> None:
    facts, statements = outlets()
    changed = [one.replace(quotations=tuple(replace(q, negated=q.act == "deny")
                                            for q in one.quotations)) for one in facts]
    quads = [quad for one in changed for quad in article_quads(one)]
    quads += [q for g in derived_graphs(facts, statements).values() for q in g]
    assert rows(stores("outlets")[1], "denials", {})[1:]
    with open_store(None) as store:
        store.bulk_load(quads)
        assert rows(store, "denials", {})[1:] == []


def test_who_denies_what_another_says_is_set_beside_it() -> None:
    facts, statements = outlets()
    [orla] = {e.id for one in facts for e in one.entities if e.name == "Orla Finn"}
    changed = [one.replace(quotations=tuple(replace(q, mentions=(orla,)) if q.act == "deny" else q
                                            for q in one.quotations)) for one in facts]
    quads = [quad for one in changed for quad in article_quads(one)]
    quads += [q for g in derived_graphs(facts, statements).values() for q in g]
    with open_store(None) as store:
        store.bulk_load(quads)
        [row] = rows(store, "denials", {})[1:]
    assert (row[0], row[1], row[5], row[8]) == ("Orla Finn", "Ben Pike", "Orla Finn", "true")


def test_the_page_of_queries_is_current() -> None:
    made = subprocess.run([sys.executable, ROOT / ".ci/queries.py"], capture_output=True,
                          check=True, encoding="utf-8").stdout
    page = (ROOT / "docs/queries.md").read_text("utf-8")
    assert page == made, "write it anew: make docs"
    assert all(f"### {name}\n" in page for name in queries.names())
    assert "## Others" not in page


if __name__ == "__main__":
    found = {key(*one): rows(stores(one[0])[1], *one[1:]) for one in EVERY}
    EXPECTED.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")
