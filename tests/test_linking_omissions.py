"""What an article left out of a speech that another reports."""

import pytest
from quoth.linking.omissions import omissions
from quoth.linking.statements import cluster
from quoth.records import Article, Facts, Quotation, Span

FULL = ("The orchard of the abbey will be sold to pay for the roof, and the monks will keep the "
        "bees.")
HALF = "the orchard of the abbey would be sold to pay for the roof"
MORE = "Nobody has prayed in the north chapel since the flood of last spring."


def said(key: str, *texts: str, before: str = "", **known: str) -> Facts:
    """Return an article whose lines are quotations of one speaker."""
    text = "\n".join([before, *texts])
    article = Article(key=key, text=text, published="2024-05-06", language="en")
    quotations, at = [], len(before) + 1
    for line in texts:
        span = Span(at, at + len(line))
        quotations.append(Quotation(f"q{span.start}-{span.end}", article.id, (span,), line,
                                    speaker="actor/abbot", **known))
        at = span.end + 1
    return Facts(article, quotations=tuple(quotations))


def gaps(*facts: Facts) -> list[tuple[str, str]]:
    found, statements = cluster(facts)
    keys = {one.article.id: one.article.key for one in found}
    return sorted((keys[o.article], o.text) for o in omissions(found, statements))


def test_the_half_of_a_statement() -> None:
    assert gaps(said("full", FULL), said("half", HALF)) == [
        ("half", "and the monks will keep the bees.")]


def test_a_whole_statement_of_a_shared_speech() -> None:
    assert gaps(said("one", HALF, MORE), said("other", HALF.replace("would", "will"))) == [
        ("other", MORE)]


def test_what_the_article_tells_itself_is_not_left_out() -> None:
    own = "The north chapel, where nobody prayed since the spring flood, is shut."
    assert gaps(said("one", HALF, MORE), said("other", HALF, before=own)) == []


def test_what_is_said_in_other_words_is_not_left_out() -> None:
    assert gaps(said("full", FULL), said("half", HALF, "The bees stay with the monks.")) == []


@pytest.mark.parametrize(("one", "other"), [
    ({"said_on": "2024-05-05"}, {"said_on": "2024-05-06"}),
    ({"medium": "letter"}, {"medium": "interview"}),
    ({"occasion": "event/mass"}, {"occasion": "event/council"})])
def test_two_speeches_leave_nothing_out(one: dict, other: dict) -> None:
    assert gaps(said("one", HALF, MORE, **one), said("other", HALF, **other)) == []
    assert gaps(said("one", HALF, MORE, **one), said("other", HALF, **one)) != []


def test_articles_that_share_nothing_leave_nothing_out() -> None:
    assert gaps(said("one", MORE), said("other", HALF)) == []
