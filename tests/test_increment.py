"""A graph after any changes is the graph of a fresh build, byte for byte."""

import json
import random
from pathlib import Path

import pytest
from newsroom import ARTICLES
from quoth.extraction import Options
from quoth.knowledge import KnowledgeGraph
from quoth.linking import recall, statements
from quoth.stores import fulltext

RULES = Options(model="rules")
PLAN = ('"The harbour plan is a gift to speculators and nobody asked the fishermen of Lindau," '
        "{} said on Saturday.")
TEXTS = {
    **ARTICLES,
    "plan.txt": f"LINDAU, March 10, 2024. {PLAN.format('Tomas Berg')} Mayor Anna Keller left.\n",
    "again.txt": ("LINDAU, March 11, 2024. "
                  f"{PLAN.format('Ferry Association chairman Tomas Berg')}\n"),
    "short.txt": ('March 12, 2024. Berg, of Lindau, called the plan "a gift to speculators". '
                  '"We have waited long enough," Anna Keller said.\n'),
    "other.txt": ('March 12, 2024. "It rains in Lindau," the painter Tomas Berg said. '
                  'The prime minister of Norway, Tomas Berg, denied this.\n'),
}
TEXTS["copy.txt"] = "From our own desk\n\n" + TEXTS["plan.txt"]


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("news")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def state(kg: KnowledgeGraph) -> tuple:
    """Return all that a graph holds: quads, digests, statements, and the files beside them."""
    return (list(kg.store.quads()), kg.archive.written(), kg.statements,
            [(kg.folder / name).read_bytes() for name in (fulltext.NAME, recall.NAME)])


def built(folder: Path, news: Path, names: list[str]) -> tuple:
    with KnowledgeGraph.open(folder, create=True) as kg:
        kg.add([news / name for name in names], options=RULES)
        return state(kg)


@pytest.mark.parametrize("seed", range(3))
def test_any_changes_make_what_a_fresh_build_makes(seed: int, news: Path, tmp_path: Path) -> None:
    chance = random.Random(seed)
    held: set[str] = set()
    for step in range(9):
        with KnowledgeGraph.open(tmp_path / "kg", create=True) as kg:
            some = chance.sample(sorted(TEXTS), chance.randint(1, 3))
            if held and chance.random() < 0.4:
                gone = held & set(some) or {min(held)}
                kg.remove(gone)
                held -= gone
            else:
                kg.add([news / name for name in some], options=RULES)
                held |= set(some)
            found = state(kg) if step % 3 == 2 and held else None
        if found:
            assert found == built(tmp_path / str(step), news, sorted(held))


def test_only_speakers_with_other_quotations_are_clustered(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = []
    joined = statements._joined
    monkeypatch.setattr(statements, "_joined", lambda facts, rows, topics: (
        compared.append(rows[0][1].speaker_name), joined(facts, rows, topics))[1])
    with KnowledgeGraph.open(tmp_path / "kg", create=True) as kg:
        kg.add([news / name for name in ("bridge.txt", "plan.txt", "short.txt")], options=RULES)
    assert sorted(compared) == ["Anna Keller", "Tomas Berg"]
    compared.clear()
    with KnowledgeGraph.open(tmp_path / "kg") as kg:
        kg.add(news / "again.txt", options=RULES)
        assert compared == ["Tomas Berg"]
        assert max(len(one.quotations) for one in kg.statements) > 1


@pytest.mark.parametrize("spoil", [
    lambda text: "", lambda text: "[1]", lambda text: text[:-5],
    lambda text: json.dumps(dict.fromkeys(json.loads(text), [[0]])),
    lambda text: json.dumps(dict.fromkeys(json.loads(text), 7))])
def test_a_spoiled_memory_of_clusters_is_made_anew(spoil, news: Path, tmp_path: Path) -> None:
    names = sorted(TEXTS)
    built(tmp_path / "kg", news, names[1:])
    file = tmp_path / "kg" / recall.NAME
    file.write_text(spoil(file.read_text("ascii")), "ascii")
    with KnowledgeGraph.open(tmp_path / "kg") as kg:
        kg.add(news / names[0], options=RULES)
        found = state(kg)
    assert found == built(tmp_path / "fresh", news, names)


def test_other_rules_cluster_all_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    before = recall.digest_of([])
    monkeypatch.setattr(recall, "rules", lambda: "other")
    assert recall.digest_of([]) != before
