"""The annotated articles in training/own parse, and their offsets say what the markup says."""

import re
from collections import Counter
from pathlib import Path

import pytest
from scripts import script

TRAINING = Path(__file__).resolve().parents[1] / "training"
own = script("training/own_reader.py")
FILES = sorted((TRAINING / "own").glob("*.txt"))
ARTICLES = list(own.read_own(TRAINING / "own"))
PARTS = ("source", "cue", "content")


def each(parameter="article"):
    return pytest.mark.parametrize(parameter, ARTICLES, ids=lambda a: a["id"])


@each()
def test_offsets_reproduce_the_markup(article):
    raw = (TRAINING / "own" / f"{article['id']}.txt").read_text("utf-8").split("\n---\n")[1]
    assert article["text"] == re.sub(r"⟦[skc][\d,]+:|⟧", "", raw)
    pieces = Counter()
    for marked in re.finditer(r"⟦([sk])([\d,]+):([^⟦⟧]*)⟧", raw):
        pieces[marked.group(1), marked.group(3)] += len(marked.group(2).split(","))
    rows = article["attributions"]
    for letter, part in (("s", "source"), ("k", "cue")):
        for (start, end) in (span for row in rows for span in row[part]):
            pieces[letter, article["text"][start:end]] -= 1
    assert not +pieces and not -pieces


@each()
def test_spans_are_clean(article):
    text = article["text"]
    for row in article["attributions"]:
        assert row["content"]
        assert len(row["source"]) <= 1 and len(row["cue"]) <= 1
        spans = sorted(span for part in PARTS for span in row[part])
        assert all(start < end for start, end in spans)
        assert all(a[1] <= b[0] for a, b in zip(spans, spans[1:], strict=False)), spans
        for start, end in spans:
            assert text[start:end] == text[start:end].strip()
            assert not (text[start - 1 : start].isalnum() and text[start].isalnum())
            assert not (text[end - 1].isalnum() and text[end : end + 1].isalnum())


@each()
def test_contents_nest_or_stay_apart(article):
    rows = article["attributions"]
    for one in rows:
        for two in rows:
            for a, b in one["content"]:
                for c, d in two["content"]:
                    assert not a < c < b < d, article["text"][a:d]
        if one["within"] is not None:
            assert rows[one["within"]] is not one


@each()
def test_indirect_contents_leave_the_full_stop(article):
    for row in article["attributions"]:
        start, end = row["content"][-1]
        content = article["text"][start:end]
        if row["form"] == "indirect":
            assert content[-1] not in ".,;:", content


@each()
def test_speakers_are_declared(article):
    declared = {entity["id"] for entity in article["entities"]}
    assert len(declared) == len(article["entities"])
    for row in article["attributions"]:
        speaker = row["speaker"]
        assert speaker is None or speaker.startswith("unnamed:") or speaker in declared, speaker
        assert speaker or not row["source"]
    names = [name for entity in article["entities"] for name in
             (entity["name"], *entity["aliases"])]
    assert len(names) == len(set(names)), "one name for two entities"
    for name in names:
        assert name


@each()
def test_lengths_and_head(article):
    assert 40 <= len(article["text"].split()) <= 400
    assert article["style"] and re.fullmatch(r"\d{4}-\d\d-\d\d", article["published"])


def test_no_two_files_share_a_number():
    assert Counter(path.name[:3] for path in FILES).most_common(1)[0][1] == 1


@pytest.mark.parametrize(("raw", "message"), [
    ("# split: dev\n---\n⟦c1:a\n---\n1 -\n", "never closed"),
    ("# split: dev\n---\na⟧\n---\n", "without"),
    ("# split: dev\n---\n⟦c1:a⟧\n---\n2 -\n", "number differently"),
    ("# split: dev\n---\n⟦c1:a⟧\n---\n1 - loud\n", "can't read"),
    ("# split: dev\n---\n⟦s1:a⟧\n---\n1 -\n", "no content"),
    ("# split: all\n---\n⟦c1:a⟧\n---\n1 -\n", "split"),
    ("# split: dev\n---\na\n", "head, a text and a tail"),
    ("# split: dev\n---\na\n---\n@ x ship Y\n", "no type"),
])
def test_bad_files_are_refused_with_a_reason(raw, message):
    with pytest.raises(own.MarkupError, match=message):
        own.parse("x", raw)


def test_markup_of_a_small_text():
    raw = ("# split: dev\n# title: T\n---\n⟦c1:“Go,”⟧ ⟦s1,2:he⟧ ⟦k1:said⟧. ⟦c1:“⟦s3:I⟧ ⟦k3:said⟧ "
           "⟦c3:no⟧.”⟧\n\n⟦c1:“Now.”⟧ ⟦c2:A b⟧\n---\n1 x\n2 x attitude\n3 x\n@ x person X Y | Y\n")
    article = own.parse("t", raw)
    text, (first, inner, second) = article["text"], article["attributions"]
    assert text == "“Go,” he said. “I said no.”\n\n“Now.” A b"
    assert [text[a:b] for a, b in first["content"]] == ["“Go,”", "“I said no.”\n\n“Now.”"]
    assert first["form"] == "direct" and second["form"] == "indirect" and second["attitude"]
    assert inner["within"] == 0 and first["within"] is None
    assert first["source"] == second["source"] == [[6, 8]]
    assert article["entities"] == [{"id": "x", "type": "person", "name": "X Y", "aliases": ["Y"],
                                    "wikidata": None}]


def test_somebody_real_has_an_id():
    raw = "# split: train\n---\n⟦s1:ECOWAS⟧ ⟦k1:said⟧ ⟦c1:it rained⟧.\n---\n1 e\n"
    [entity] = own.parse("k", raw + "@ e organization ECOWAS | Q193272\n")["entities"]
    assert (entity["wikidata"], entity["aliases"]) == ("Q193272", [])
    with pytest.raises(own.MarkupError, match="more than one Wikidata id"):
        own.parse("k", raw + "@ e organization ECOWAS | Q193272 | Q1\n")


@pytest.mark.parametrize(("contents", "form"), [
    (["“Go on,”", "“and on.”"], "direct"),
    (["“One.\n\n“Two.”"], "direct"),
    (["„Ja“"], "direct"),
    (["« Oui »"], "direct"),
    ([",,Ano,''"], "direct"),
    (["'Go away.'"], "direct"),
    (["“little chance” of a deal"], "mixed"),
    (['that it was "late"'], "mixed"),
    (["it was late", '"Very."'], "mixed"),
    (["that the firm's buses stop"], "indirect"),
])
def test_form(contents, form):
    assert own.form_of(contents) == form


@each()
def test_entities_are_named_in_the_text(article):
    for entity in article["entities"]:
        names = [entity["name"], *entity["aliases"]]
        assert any(name in article["text"] for name in names), entity
        assert all(alias in article["text"] for alias in entity["aliases"]), entity


def leads_with_a_clause(article):
    """Say whether an indirect content of ten words or more stands before its source."""
    text = article["text"]
    return any(row["source"] and row["form"] != "direct" and row["content"][0] < row["source"][0]
               and len(text[slice(*row["content"][0])].split()) >= 10
               for row in article["attributions"])


def test_there_is_enough_of_everything():
    splits = Counter(article["split"] for article in ARTICLES)
    assert splits["train"] >= 155 and splits["dev"] >= 12 and splits["held"] >= 16
    assert sum(len(article["text"].split()) for article in ARTICLES) >= 32_000
    for split in own.SPLITS:
        rows = [row for a in ARTICLES if a["split"] == split for row in a["attributions"]]
        forms = Counter(row["form"] for row in rows)
        assert min(forms[form] for form in own.FORMS) >= 10
        assert all(any(row[flag] for row in rows) for flag in own.FLAGS)
        assert any(row["within"] is not None for row in rows)
        assert any(row["speaker"] is None for row in rows)
        assert sum(leads_with_a_clause(a) for a in ARTICLES if a["split"] == split) >= 5
    assert sum(map(leads_with_a_clause, ARTICLES)) >= 25
    assert sum(not article["attributions"] for article in ARTICLES) >= 7, "texts without any"


def test_names_to_learn_from_are_typed_by_the_gold():
    data = script("training/data.py")
    text = "Oxo Mar fell. Ann Roe, of Oxo Mar, left. Roe and police met the Roes."
    entities = [{"type": "organization", "name": "Oxo Mar", "aliases": []},
                {"type": "person", "name": "Ann Roe", "aliases": []},
                {"type": "organization", "name": "police", "aliases": []},
                {"type": "group", "name": "Roes", "aliases": []}]
    assert [(text[a:b], kind) for a, b, kind in data.own_names(text, entities)] == [
        ("Oxo Mar", "ORG"), ("Ann Roe", "PERSON"), ("Oxo Mar", "ORG"), ("Roe", "PERSON")]
    assert [m.group() for m in data.UNSURE.finditer("He greeted Ann of the Roe Bank today.")] == [
        "He", "Ann of the Roe Bank"]
