"""Interviews without labels; names are given as the language layer finds them."""

from __future__ import annotations

from quoth.nlp.completion import complete
from quoth.records import Annotations, Article, Mention

INTRO = "Zeppelins over Tarn\n\nThe pilot Ana Roe talks to Tom Lee about wind."
BARE = ["You fly alone. Why?", "Because I like the quiet. We all do.",
        "The club says you should not.", "The club has never asked me.",
        "Will you stop?", "Not before my knees do."]
DASHED = ["— Why do you fly?", "— The quiet.", "— Is it safe?", "— Safer than a bus.",
          "— Will you stop?", "— When the wind does."]


def answers(text: str) -> list[tuple[str, str]]:
    """Return who is the source and what is said, of what was found by question and answer."""
    item = Article(key="a.txt", text=text)
    names = tuple(Mention(at, at + len(name), name, "PERSON") for name in (
        "Ana Roe", "Tom Lee", "Kim Orr") for at in range(len(text)) if text.startswith(name, at))
    found = complete(item, Annotations(item.id, mentions=names, model="test"), model="test")
    return [(a.source.of(text), " ".join(s.of(text) for s in a.content))
            for a in found.attributions if a.rules == ("dialogue",) and a.source]


def written(*paragraphs: str, intro: str = INTRO) -> str:
    return "\n\n".join((intro, *paragraphs))


def test_bare_paragraphs_that_ask_and_answer() -> None:
    assert answers(written(*BARE)) == [("Ana Roe", row) for row in BARE[1::2]]


def test_dashes_that_ask_and_answer() -> None:
    assert answers(written(*DASHED)) == [("Ana Roe", row[2:]) for row in DASHED[1::2]]


def test_an_answer_may_have_several_paragraphs() -> None:
    rows = [*DASHED[:2], "And the birds.", *DASHED[2:]]
    assert ("Ana Roe", "And the birds.") in answers(written(*rows))


def test_the_guest_may_be_told_at_the_end() -> None:
    end = "Ana Roe has flown since 1990. She was speaking to Tom Lee."
    assert answers(written(*DASHED, end, intro="A flight of birds"))[0][0] == "Ana Roe"
    assert len(answers(written(*BARE, end, intro="A flight of birds"))) == 3


def test_of_two_guests_nobody_is_taken() -> None:
    assert not answers(written(*BARE, intro=f"{INTRO} Kim Orr flew, too."))


def test_without_a_guest_nothing_is_said() -> None:
    assert not answers(written(*BARE, intro="A flight of birds"))


def test_questions_of_a_guide_are_no_interview() -> None:
    rows = ["What is a zeppelin?", "A ship with gas inside.", "Who may fly one?",
            "Whoever has a licence.", "What does it cost?", "More than a bus."]
    assert not answers(written(*rows))


def test_a_column_that_asks_itself_is_no_interview() -> None:
    rows = ["Do you know the wind?", "I do.", "It comes at night, and I hear it in my roof.",
            "Should you fear it?", "We never did."]
    assert not answers(written(*rows))


def test_answers_in_quotation_marks_are_left_to_the_marks() -> None:
    rows = [row if n % 2 == 0 else f"“{row}”" for n, row in enumerate(BARE)]
    assert not answers(written(*rows))


def test_a_list_with_dashes_is_no_interview() -> None:
    rows = ["- Gas", "- A pilot", "- Some rope", "- A map", "- Why not a dog?"]
    assert not answers(written(*rows))


def test_a_transcript_with_names_keeps_its_turns() -> None:
    rows = [f"{'TOM LEE' if n % 2 == 0 else 'ANA ROE'}: {row}" for n, row in enumerate(BARE)]
    assert not answers(written(*rows))
