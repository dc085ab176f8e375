"""GUM's format read as gold, on two sentences of our own."""

import gzip
from pathlib import Path
from types import ModuleType

import pytest
from quoth.evaluation import score_speakers
from quoth.evaluation.speakers import compare
from scripts import script

WORDS = """\
# newdoc id = GUM_news_mill
# meta::dateCreated = 2020-05-01
# meta::title = The mill
# newpar
# newpar_block = p (2 s)
# text = Mayor Mara Ito left Oslo.
1 Mayor mayor PROPN Entity=(1-person-new-n-cf1-2,3-coref-Mara_Ito
2 Mara Mara PROPN _
3 Ito Ito PROPN Entity=1)
4 left leave VERB _
5 Oslo Oslo PROPN Entity=(2-place-new-n-cf2-1-sgl-Oslo_%28city%29)|SpaceAfter=No
6 . . PUNCT SpaceAfter=No

# newpar
# text = She met the workers of the mill.
1 She she PRON Entity=(1-person-giv:act-n-cf1*-1-ana-Mara_Ito)
2 met meet VERB _
3 the the DET Entity=(3-person-new-n-cf3-2-sgl
4 workers worker NOUN _
5 of of ADP _
6 the the DET Entity=(4-object-new-n-cf4-2-sgl
7 mill mill NOUN Entity=4)3)|SpaceAfter=No
8 . . PUNCT _
"""


@pytest.fixture(scope="module")
def gum() -> ModuleType:
    return script("benchmarks/gum.py")


@pytest.fixture
def row(gum: ModuleType, tmp_path: Path) -> dict:
    lines = []
    for line in WORDS.splitlines():
        if line[:1].isdigit():
            number, word, lemma, pos, misc = line.split(" ")
            line = "\t".join([number, word, lemma, pos, "_", "_", "0", "dep", "_", misc])
        lines.append(line)
    path = tmp_path / "GUM_news_mill.conllu.gz"
    path.write_bytes(gzip.compress("\n".join(lines).encode()))
    [row] = gum.read_gum(tmp_path)
    return row


def test_text_paragraphs_and_metadata(row: dict) -> None:
    article = row["article"]
    assert article["text"] == "Mayor Mara Ito left Oslo.\n\nShe met the workers of the mill."
    assert (article["title"], article["published"]) == ("The mill", "2020-05-01")


def test_mentions_have_form_span_and_entity(row: dict) -> None:
    text = row["article"]["text"]
    found = [(text[m["start"]:m["end"]], m["label"], m["form"], m.get("level"))
             for m in row["mentions"]]
    assert found == [("Mayor Mara Ito", "PERSON", "name", None), ("Oslo", "LOC", "name", None),
                     ("She", "PERSON", "pronoun", None),
                     ("the workers of the mill", "PERSON", "nominal", "optional")]
    names = {e["id"]: (e["name"], e["type"], e["title"]) for e in row["entities"]}
    assert [names[m["entity"]] for m in row["mentions"]] == [
        ("Mara Ito", "person", "Mara Ito"), ("Oslo (city)", "place", "Oslo (city)"),
        ("Mara Ito", "person", "Mara Ito"), ("the workers of the mill", "unnamed", None)]


def test_it_is_gold_of_speakers(row: dict) -> None:
    figures = score_speakers([row], [row])["figures"]
    assert figures["mention name"]["f"] == figures["entity b3"]["f"] == 100.0
    assert figures["actor"]["gold"] == 2


@pytest.mark.parametrize(("name", "right"), [("Mara Ito", 1), ("Ito", 1), ("Karl Weber", 0)])
def test_links_are_right_by_their_name(gum: ModuleType, row: dict, name: str, right: int) -> None:
    linked = {**row["entities"][0], "id": "actor/x", "name": name, "aliases": [],
              "wikidata": "Q1"}
    mention = {**row["mentions"][0], "entity": "actor/x"}
    predicted = {**row, "entities": [linked], "mentions": [mention]}
    figure = gum.score_links(compare([row], [predicted]))["figures"]["wikipedia link"]
    assert (figure["hits"], figure["predicted"], figure["gold"]) == (right, 1, 2)
