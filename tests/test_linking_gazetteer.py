"""The phrases that the knowledge base knows are taken apart when asked for, all of them alike."""

from collections import defaultdict

from quoth.linking import gazetteer as known
from quoth.linking.gazetteer import TOKEN, Gazetteer, Phrase, gazetteer
from quoth.linking.knowledge_base import knowledge_base

ROWS = [("U.S.", "place", "us"), ("Prime Minister", "title", "prime minister"),
        ("prime minister", "title", "prime minister"), ("Prime Minister", "org", "later"),
        ("Prime", "org", "prime"), ("Côte d'Ivoire", "place", "ci"), ("it", "place", "x"),
        ("", "title", "")]


def test_each_phrase_is_found_by_its_first_words() -> None:
    found = Gazetteer(ROWS)
    prime = found._known("prime")
    assert [(p.tokens, p.tag) for p in prime["minister"]] == [
        (("Prime", "Minister"), "title"), (("prime", "minister"), "title")]
    assert [p.value for p in prime[""]] == ["prime"]
    assert found._known("u.s.")[""][0].value == "us"
    assert [*found._known("côte")] == ["d'ivoire"]
    assert found._known("it") == found._known("") == {}


def test_all_phrases_are_there() -> None:
    """What is taken apart one by one is what all phrases give at once."""
    rows: dict[str, dict[tuple[str, ...], Phrase]] = defaultdict(dict)
    for text, tag, value in known._rows(knowledge_base()):
        tokens = tuple(match[0] for match in TOKEN.finditer(text))
        if tokens and known._usable(text, tag):
            rows[tokens[0].lower()].setdefault(tokens, Phrase(tokens, tag, value))
    found = gazetteer(knowledge_base())
    assert found._rows.keys() == rows.keys()
    for first, phrases in rows.items():
        told = [p for those in found._known(first).values() for p in those]
        assert sorted(told) == sorted(phrases.values()), first
