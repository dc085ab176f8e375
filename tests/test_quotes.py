"""Quotation marks: every kind, missing and stray ones, paragraphs, nesting, speed."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quoth.nlp.paragraphs import paragraphs
from quoth.nlp.quotes import find_quotes
from quoth.records import Span


def outer(text: str) -> list[str]:
    return [q.span.of(text) for q in find_quotes(text).outer]


@pytest.mark.parametrize("marks", [
    '""', "“”", "«»", "»«", "„“", "„”", "‹›", "「」", "『』", "‘’",
])
def test_every_pair_of_marks(marks: str) -> None:
    opening, closing = marks
    text = f"Then {opening}we go{closing}, she said."
    assert outer(text) == [f"{opening}we go{closing}"]


@pytest.mark.parametrize("text, quoted", [
    ("Petr said: ,,we go''.", ",,we go''"),
    ("``We go,'' Petr said.", "``We go,''"),
    ("''We go,'' Petr said.", "''We go,''"),
    ("<<We go>>, Petr said.", "<<We go>>"),
    ("« We go », Petr said.", "« We go »"),
    ("”We go”, Petr said.", "”We go”"),
    ("“We go“, Petr said.", "“We go“"),
    ("'We go,' Petr said.", "'We go,'"),
    ('("We go," Petr said.)', '"We go,"'),
    ('—"We go," Petr said.', '"We go,"'),
    ('"[We] ... go," Petr said.', '"[We] ... go,"'),
    ('"$5 is enough," Petr said.', '"$5 is enough,"'),
    ('"...and we went," Petr said.', '"...and we went,"'),
    ('Petr said "we go"- and went.', '"we go"'),
])
def test_every_kind_of_marks(text: str, quoted: str) -> None:
    assert outer(text) == [quoted]


@pytest.mark.parametrize("text", [
    "the '90s were kind to O'Neil's dog and the participants' letter",
    "rock 'n' roll, 'tis true, and don't you forget 'em",
    "a 6'2\" guard, a 12\" pipe and a 5' rope",
    "He’s the players’ choice; the boss’s son isn’t.",
])
def test_apostrophes_and_inches_are_no_quotations(text: str) -> None:
    assert find_quotes(text).quotes == ()


def test_apostrophes_inside_single_marks() -> None:
    text = "'I won't go to the workers' hall,' she said."
    assert outer(text) == ["'I won't go to the workers' hall,'"]


def test_inches_inside_double_marks() -> None:
    text = '"The 12" pipe burst," he said. "It was old."'
    assert outer(text) == ['"The 12" pipe burst,"', '"It was old."']


def test_quotations_in_quotations() -> None:
    text = "“My father said, ‘Never sell “Old Bess”,’ and I never did,” she said."
    found = find_quotes(text).quotes
    assert [(q.level, q.inner.of(text)[:12]) for q in found] == [
        (0, "My father sa"), (1, "Never sell “"), (2, "Old Bess")]
    text = "'She told me \"go\" twice,' he said."
    assert [q.level for q in find_quotes(text).quotes] == [0, 1]


def test_a_quotation_over_paragraphs_is_one_chain() -> None:
    text = '“One.\n\n“Two.\n\n“Three,” she said.\n\n“Four,” he said.'
    found = find_quotes(text).quotes
    assert [q.chain for q in found] == [0, 0, 0, 3]
    assert [q.closed for q in found] == [False, False, True, True]
    assert not any(q.repaired for q in found)


def test_a_paragraph_break_resets_where_nothing_continues() -> None:
    text = '"One.\n\nNo quotation here.\n\n"Two," she said.'
    found = find_quotes(text).quotes
    assert [q.span.of(text) for q in found] == ['"One.', '"Two,"']
    assert found[0].repaired and found[1].chain == 1


def test_a_missing_closing_mark_ends_before_the_cue() -> None:
    text = '"We held the bridge, Colonel Ade said. Rain fell.'
    (found,) = find_quotes(text).quotes
    assert found.span.of(text) == '"We held the bridge,'
    assert found.repaired and not found.closed


def test_a_second_opening_mark_closes_the_first() -> None:
    text = "“One. “Two,” she said."
    assert outer(text) == ["“One.", "“Two,”"]


@pytest.mark.parametrize("text", [
    'the “best” way to stop floods.”',
    'He left the "best" pact."He went home.',
])
def test_stray_closing_marks_close_nothing(text: str) -> None:
    found = find_quotes(text)
    assert len(found.quotes) == 1
    assert len(found.strays) == 1


def test_glued_text_keeps_its_pairs() -> None:
    assert outer('He signed "the pact."He left "at once."') == ['"the pact."', '"at once."']


TEXTS = st.text(alphabet="ab A.,'\"“”„«»‘’ 6\n-([…", max_size=60)


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_quotations_are_well_formed(text: str) -> None:
    found = find_quotes(text)
    blocks = paragraphs(text)
    for index, quote in enumerate(found.quotes):
        assert 0 <= quote.start < quote.end <= len(text)
        assert quote.span.contains(quote.inner)
        assert any(b.contains(quote.span) for b in blocks)
        assert 0 <= quote.chain <= index
    starts = [q.start for q in found.quotes]
    assert starts == sorted(starts)
    for one, two in zip(found.outer, found.outer[1:], strict=False):
        assert one.end <= two.start


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_paragraphs_cover_all_that_is_not_blank(text: str) -> None:
    blocks = paragraphs(text)
    kept = "".join(b.of(text) for b in blocks)
    assert "".join(kept.split()) == "".join(text.split())
    assert all(a.end <= b.start for a, b in zip(blocks, blocks[1:], strict=False))


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    line = "the committee of the harbour met again in the old town hall and"
    text = "\n".join([line] * 4 + ["then went home.", "", "A new one."])
    assert len(paragraphs(text)) == 2
    assert len(paragraphs("One.\nTwo.\nThree.")) == 3


@pytest.mark.parametrize("unit", ['"We go," he said. ', "'We go,' he said. ", "“", "'", '"', "»",
                                  "“a” "])
def test_time_is_linear(unit: str) -> None:
    def spent(times: int) -> float:
        start = time.process_time()
        find_quotes(unit * times)
        return time.process_time() - start

    def quickest(times: int) -> float:
        return min(spent(times) for _ in range(3))

    small, large = max(quickest(2500), 0.005), quickest(20000)
    assert large < 40 * small  # 8 times the text; a quadratic pass would take 64 times as long


def test_spans_are_records() -> None:
    (found,) = find_quotes('"a b"').quotes
    assert found.span == Span(0, 5)
    assert hash(found)
