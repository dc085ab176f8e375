"""Sources are completed to the phrase that a reader would mark."""

import pytest
from quoth.nlp.layout import Layout
from quoth.nlp.sources import with_source
from quoth.records import Article, Attribution, Span


def whole(text: str, source: str, cue: str, content: str) -> str | None:
    def span(words: str, at: int = 0) -> Span:
        start = text.index(words, at)
        return Span(start, start + len(words))

    cue_span = span(cue)
    found = with_source(Layout(Article("k", text)), Attribution(
        (span(content),), span(source, 0 if text.startswith(source) else cue_span.end), cue_span))
    return found.source and found.source.of(text)


@pytest.mark.parametrize(("text", "source", "cue", "content", "wanted"), [
    ("The other, who came late, said it rained.", "The", "said", "it rained", "The other"),
    ("In the warden's words, it rained.", "the", "In", "it rained", "the warden's"),
    ("A second said it rained.", "A", "said", "it rained", "A second"),
    ("It rained, said one of them, Josip. Snow fell.", "one", "said", "It rained",
     "one of them, Josip"),
    ("Her family said it rained.", "Her", "said", "it rained", "Her family"),
    ("The warden said it rained.", "The warden", "said", "it rained", "The warden"),
])
def test_a_lone_article_is_no_source(text: str, source: str, cue: str, content: str,
                                     wanted: str) -> None:
    assert (whole(text, source, cue, content) or "").startswith(wanted)


@pytest.mark.parametrize(("text", "wanted"), [
    ("Boats came. On the far bank, the head of the port, Ann Roe, said it rained.",
     "the head of the port, Ann Roe,"),
    ("Boats came. At the port, the harbour master said it rained.", "the harbour master"),
    ("Boats came. The far bank, the mayor said, was wet.", "The far bank, the mayor"),
])
def test_where_it_was_said_is_no_source(text: str, wanted: str) -> None:
    start = text.index("far bank") - 4 if "far bank" in text else text.index("the port")
    span = Span(start, text.index(" said"))
    cue = Span(span.end + 1, span.end + 5)
    found = with_source(Layout(Article("k", text)), Attribution(
        (Span(cue.end + 1, len(text) - 1),), span, cue))
    assert found.source and found.source.of(text) == wanted
