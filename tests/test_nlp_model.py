"""The bundled model: features, decoding, and what it finds."""

import hashlib
import json
import pickle
from collections.abc import Iterator
from contextlib import closing

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quoth.errors import ModelError
from quoth.nlp import load
from quoth.nlp.model import decode as d
from quoth.nlp.model.features import BODY, OVERLAP, encode, owned, windows
from quoth.nlp.model.runner import FOLDER, Runner, whole_names
from quoth.records import Annotations, Article

RUNNER = Runner()
LEAD = ("The ferry line to the outer islands will be closed for three weeks because its only ship "
        "needs a new engine, Transport Minister Ana Reis said at a briefing on Monday.")


def texts(article: Article, annotations: Annotations) -> list[tuple[str | None, str]]:
    return [(a.source.of(article.text) if a.source else None,
             " ".join(s.of(article.text) for s in a.content)) for a in annotations.attributions]


@pytest.mark.parametrize("count", [1, 10, BODY, BODY + 1, 2 * BODY, 5000])
def test_windows_cover_every_piece_once(count: int) -> None:
    ranges = windows(count)
    assert len({b - a for a, b in ranges}) == 1 and ranges[0][1] <= BODY
    assert all(b - c >= OVERLAP for (_, b), (c, _) in zip(ranges, ranges[1:], strict=False))
    decided = [p for a, b in owned(ranges) for p in range(a, b)]
    assert decided == list(range(count))
    for (a, b), (start, end) in zip(owned(ranges), ranges, strict=True):
        assert start <= a < b <= end


def test_features_say_what_lower_casing_loses() -> None:
    pieces = encode(RUNNER.tokenizer, 'He saw NATO.\n\n"We go," Ann said.')
    shape = dict(zip(pieces.starts.tolist(), pieces.shape.tolist(), strict=True))
    assert (shape[0], shape[3], shape[7]) == (2, 1, 3)
    quote = dict(zip(pieces.starts.tolist(), pieces.quote.tolist(), strict=True))
    assert (quote[14], quote[15], quote[23]) == (2, 1, 0)
    assert [int(pieces.starts[i]) for i in np.flatnonzero(pieces.paragraph)] == [0, 14]


def test_best_path_never_continues_what_did_not_begin() -> None:
    rng = np.random.default_rng(0)
    scores = np.log(d.softmax(rng.normal(size=(20, 30, 7))))
    for path in d.best_paths(scores, d.transitions(7, {3: 1.0})):
        for before, label in zip([0, *path], path, strict=False):
            assert label % 2 or not label or before in (label, label - 1)


def test_best_path_is_the_best() -> None:
    scores = np.log(np.array([[[.1, .5, .4], [.1, .1, .8], [.6, .3, .1]]]))
    assert d.best_paths(scores, d.transitions(3, {})).tolist() == [[1, 2, 0]]
    assert d.best_paths(scores, d.transitions(3, {1: 9.0})).tolist() == [[0, 0, 0]]


def test_names_do_not_cross_lines() -> None:
    ner = np.full((40, 7), 0.01)
    for piece, label in ((3, 1), (4, 2), (5, 2), (30, 3)):
        ner[piece, label] = 0.9
    ner[5, 1] = 0.3
    table = d.transitions(7, {})
    assert [n[:3] for n in d.names(ner, table, [0, 29])] == [(3, 6, "PERSON"), (30, 31, "ORG")]
    assert [n[:3] for n in d.names(ner, table, [0, 5, 29])] == [
        (3, 5, "PERSON"), (5, 6, "PERSON"), (30, 31, "ORG")]


def found(anchor: int, *content: tuple[int, int]) -> d.Found:
    return d.Found(anchor, (), (), content, (0.0,) * 9)


def test_doubles_leave_the_likelier_one() -> None:
    first, second, other = found(5, (10, 20)), found(8, (11, 20)), found(9, (12, 14))
    assert d.without_doubles([(0.5, second), (0.9, first), (0.4, other)]) == [first, other]
    assert d.without_doubles([(0.9, second), (0.5, first)]) == [second]


def test_a_report_in_a_report_is_no_double() -> None:
    outer, inner = found(5, (10, 20)), found(11, (12, 20))
    assert d.without_doubles([(0.5, outer), (0.9, inner)]) == [outer, inner]


def test_a_run_of_likely_cues_has_one_anchor_at_each_threshold() -> None:
    cue = np.zeros((9, 3))
    cue[:, 2] = [0.0, 0.7, 0.4, 0.8, 0.1, 0.1, 0.35, 0.32, 0.0]
    cue[:, 0] = 1 - cue[:, 2]
    assert d.anchors(cue, [0.65]) == [1, 3]
    assert d.anchors(cue, [0.3]) == [3, 6]
    assert d.anchors(cue, [0.65, 0.3]) == [1, 3, 6]


def test_the_features_tell_the_content_from_what_is_around_it() -> None:
    scores = np.log(np.full((9, 7), 0.05))
    path = np.array([0, 0, 0, 3, 4, 4, 4, 0, 0])
    scores[np.arange(3, 7), path[3:7]] = np.log(0.7)
    inside = np.array([0.0, 0.0, 0.0, 0.2, 0.9, 0.9, 0.9, 0.5, 0.4])
    [likely] = d.picked(scores[None], path[None])
    read = d.read_attribution(2, 0.5, 1, likely, path, inside)
    assert read is not None and read.content == ((4, 8),) and len(read.features) == 9
    assert read.features[0] == 0 and read.features[3] == 0
    assert read.features[1:3] == pytest.approx([d.log_odds(0.7)] * 2)
    assert read.features[6:] == pytest.approx((0.8, 0.3, np.log(4)))
    assert d.read_attribution(2, 0.5, 1, likely, np.zeros_like(path), inside) is None


def sentences(*said: str, quoted: tuple[int, ...] = ()) -> d.Sentences:
    """Sentences of 30 pieces: o nothing is said, b a content begins, i one goes on, t it ends."""
    kinds = {"o": [0.9, 0.0, 0.1], "i": [0.1, 0.1, 0.8], "b": [0.0, 0.95, 0.05]}
    content = np.array([kinds["o"] if kind == "o" else kinds["i"] for kind in said
                        for _ in range(30)])
    content[::30] = [kinds[kind] for kind in said]
    quote = np.zeros(len(content), dtype=int)
    quote[[30 * n for n in quoted]] = 2
    return d.sentences(np.arange(0, len(content), 30), content, quote)


def test_roles_are_asked_for_where_an_attribution_may_lie() -> None:
    plain = sentences("o", "o", "o", "o", "o")
    assert d.about(65, plain) == (65 - d.CLOSE, 120)
    assert d.about(3, sentences("o")) == (3 - d.CLOSE, 3 + d.REACH)
    assert d.about(80, sentences("b", "b", "o", "b", "b")) == (30, 120)  # C. X made this known.
    assert d.about(45, sentences("b", "i", "b", "i", "i", "o")) == (0, 150)
    assert d.about(50, sentences("b", "b", "o", "o", "o", quoted=(3,))) == (30, 120)


def test_rows_of_any_length_stand_side_by_side() -> None:
    rng = np.random.default_rng(0)
    logits = [rng.normal(size=(count, 7)).astype(np.float32) for count in (3, 8, 5)]
    table = d.transitions(7, {3: 1.0})
    scores = d.side_by_side(logits)
    assert scores.shape == (3, 9, 7)
    assert np.exp(scores).sum(-1) == pytest.approx(np.ones((3, 9)), abs=1e-5)
    for row, path in zip(logits, d.best_paths(scores, table), strict=True):
        [alone] = d.best_paths(d.side_by_side([row]), table)
        assert path[: len(alone)].tolist() == alone.tolist() and not path[len(row):].any()


def test_what_is_not_asked_for_changes_nothing() -> None:
    read = RUNNER.read(LEAD + " " + LEAD)
    base, anchor = read.base[0][:60], read.anchors[0][40]
    places = np.arange(d.REACH - 40, d.REACH + 20)
    whole = RUNNER.backend.decode(base, anchor, places, (0, 60))
    part = RUNNER.backend.decode(base, anchor, places, (25, 50))
    assert whole.shape == (60, 7) and part.shape == (25, 7)
    assert np.abs(d.softmax(whole)[25:50] - d.softmax(part)).max() < 0.05


def test_the_chance_of_a_logistic_regression() -> None:
    assert d.logistic([0.0, 1.0, 2.0], [0.0, 0.0]) == 0.5
    assert d.logistic([1.0, 1.0, 2.0], [1.0, -1.0]) == 0.5
    assert d.logistic([1.0, 1.0], [1.0]) > 0.85
    assert [d.log_odds(x) for x in (0.0, 0.5)] == pytest.approx([-6.9068, 0.0], abs=1e-3)


def test_more_is_accepted_where_less_is_asked() -> None:
    text = (LEAD + " The crew hopes for rain. Reis wants the ships to go on. "
                   "Mees is thought to be ill.")
    config = json.loads((FOLDER / "config.json").read_text("utf-8"))
    counts = [len(Runner(config=config | {"least_acceptance": least})(
        Article(key="a", text=text)).attributions) for least in (0.0, 0.7, 1.0)]
    assert counts[0] > counts[1] >= 1 and counts[2] == 0


def test_a_report_in_a_report_has_to_be_more_likely(monkeypatch: pytest.MonkeyPatch) -> None:
    outer, inner, other = found(3, (4, 30)), found(12, (13, 30)), found(40, (41, 44), (46, 50))
    assert [d.is_nested(one, [outer, inner, other]) for one in (outer, inner, other)] == [
        False, True, False]
    monkeypatch.setattr(Runner, "candidates", lambda self, read: [outer, inner, other])
    config = {"acceptance": [0.0] * 10, "least_acceptance": 0.4}
    kept = [Runner(config=config | {"least_nested": least}).find(None) for least in (0.5, 0.6)]
    assert kept == [[outer, inner, other], [outer, other]]


def test_lead_sentence_is_whole() -> None:
    article = Article(key="a", text=LEAD)
    assert texts(article, RUNNER(article)) == [
        ("Transport Minister Ana Reis", LEAD[: LEAD.index(", Transport")])]


def test_each_cue_has_its_own_source() -> None:
    article = Article(key="a", text='"We won," Ana Reis said, but Karl Ode called it "a lie". '
                                    "According to Ilva Mees, nobody knows.")
    found = texts(article, load("default")(article))
    assert [source for source, _ in found] == ["Ana Reis", "Karl Ode", "Ilva Mees"]


def test_same_text_same_annotations_in_any_company() -> None:
    article, other = Article(key="a", text=LEAD), Article(key="b", text="Rain fell. " * 400)
    alone = Runner()(article)
    RUNNER(other)
    assert RUNNER(article).to_dict() == alone.to_dict()
    assert RUNNER.name == alone.model


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=300))
def test_any_text_gives_spans_within_it(text: str) -> None:
    text = text.encode("utf-8", "ignore").decode()
    annotations = RUNNER(Article(key="a", text=text))
    spans = [s for a in annotations.attributions for s in a.content]
    spans += [m.span for m in annotations.mentions] + list(annotations.sentences)
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert all(text[m.start : m.end] == m.text for m in annotations.mentions)


def test_names_are_whole_words() -> None:
    text = "Anna-Lena Weber"
    pieces = encode(RUNNER.tokenizer, text)
    dash = next(i for i, s in enumerate(pieces.starts) if text[s] == "-")
    parted = [(0, dash, "PERSON", 0.9), (dash + 1, len(pieces), "PERSON", 0.8)]
    assert whole_names(text, pieces, parted) == [(0, len(text), "PERSON", 0.8)]


def test_weights_are_those_of_the_card() -> None:
    config = json.loads((FOLDER / "config.json").read_text("utf-8"))
    for name, digest in config["sha256"].items():
        assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == digest
    assert sum(p.stat().st_size for p in FOLDER.iterdir()) < 40e6


def test_confidence_is_a_chance() -> None:
    article = Article(key="a", text=LEAD)
    assert all(0 < a.confidence <= 1 for a in RUNNER(article).attributions)


def test_broken_weights_are_named(tmp_path) -> None:
    for name in ("tokenizer.json", "config.json"):
        (tmp_path / name).write_bytes((FOLDER / name).read_bytes())
    (tmp_path / "encoder.onnx").write_bytes(b"nothing")
    with pytest.raises(ModelError, match="does not load"):
        Runner(tmp_path)(Article(key="a", text=LEAD))
    (tmp_path / "config.json").write_text("{")
    with pytest.raises(ModelError, match=r"config\.json"):
        _ = Runner(tmp_path).name


def test_empty_text_has_nothing() -> None:
    assert RUNNER(Article(key="a", text=" \n ")).attributions == ()


def test_annotations_travel() -> None:
    annotations = RUNNER(Article(key="a", text=LEAD))
    assert pickle.loads(pickle.dumps(annotations)) == annotations
    assert Annotations.from_dict(annotations.to_dict()) == annotations


def test_a_report_within_a_lead_ends_with_what_holds_it() -> None:
    article = Article(key="a", text=(
        "Nurses will return to the wards on Friday after the city promised to drop a rule that "
        'unions call "a theft", Health Commissioner Ada Moll told reporters.'))
    found = load("default")(article).attributions
    lead = next(a for a in found if a.source.of(article.text).endswith("Ada Moll"))
    assert " ".join(s.of(article.text) for s in lead.content) == article.text.split(", Health")[0]
    assert all(a.within is None or found[a.within].within != i for i, a in enumerate(found))
    assert all("Ada Moll" not in s.of(article.text) for a in found for s in a.content)


def test_what_is_read_ahead_is_what_is_read_alone() -> None:
    texts_of = [LEAD, "", "Rain fell. " * 400, '"We won," Ana Reis said.', "Rain fell. " * 9000]
    articles = [Article(key=str(n), text=text) for n, text in enumerate(texts_of)]
    found = [(article.key, call().to_dict()) for article, call in RUNNER.each(iter(articles))]
    assert found == [(article.key, RUNNER(article).to_dict()) for article in articles]


def test_what_fails_ahead_fails_at_its_turn() -> None:
    good, bad = Article(key="a", text=LEAD), Article(key="b", text="Half a pair: \ud83d.")
    found = []
    for article, call in RUNNER.each([bad, good, bad, good]):
        try:
            found.append(bool(call().attributions))
        except Exception as error:
            found.append(type(error))
            assert article is bad
    assert found == [TypeError, True, TypeError, True]


def test_few_articles_are_taken_ahead() -> None:
    taken: list[str] = []

    def articles() -> Iterator[Article]:
        for key in "abcdefgh":
            taken.append(key)
            yield Article(key=key, text=LEAD)

    with closing(RUNNER.each(articles())) as found:
        article, call = next(found)
        assert (article.key, len(call().attributions)) == ("a", 1)
        assert taken == list("abcd")
