"""Names by rule: capitalised sequences, typed by gazetteers, titles and neighbours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from quoth.nlp.lexicon import cue_forms
from quoth.nlp.tokens import Token
from quoth.nlp.wordlists import closed_class, gazetteer, given_names, word_set, words_of
from quoth.records import Mention


def find_names(text: str, sentences: Sequence[Sequence[Token]]) -> tuple[Mention, ...]:
    """Return the name mentions of an article, by start, with one label for one surface form."""
    lowered = {low for tokens in sentences for _, _, word, low in tokens if word[0].islower()}
    seen = {t.text for tokens in sentences for t in _inside(tokens)} - {""}
    runs = [run for tokens in sentences for run in _runs(tokens, lowered, seen)]
    found = [(run, _label(run, before, after)) for run, before, after in runs]
    labels = _settle(found)
    return tuple(
        Mention(run[0].start, run[-1].end, text[run[0].start : run[-1].end], label)
        for (run, _), label in zip(found, labels, strict=True)
    )


def _inside(tokens: Sequence[Token]) -> list[Token]:
    """Return the capitalised tokens whose capital is no matter of place."""
    return [t for before, t in zip(tokens, tokens[1:], strict=False)
            if t.text[0].isupper() and before.text[0].isalnum() and len(t.text) > 2]


Run = tuple[list[Token], Token | None, Token | None]


def _runs(tokens: Sequence[Token], lowered: set[str], seen: set[str]) -> Iterator[Run]:
    """Yield maximal capitalised runs with the tokens around them."""
    if _is_shouted(tokens):
        return
    end = 0
    for at in [at for at, token in enumerate(tokens) if token.text[0].isupper()]:
        if at < end or not _starts_name(tokens, at, lowered, seen):
            continue
        end = _run_end(tokens, at)
        run = list(tokens[at:end])
        before = tokens[at - 1] if at else None
        after = tokens[end] if end < len(tokens) else None
        for part in _split(run):
            yield part, before, after


def _is_shouted(tokens: Sequence[Token]) -> bool:
    """Say whether a line is written in capitals: case says nothing there."""
    words = [word for _, _, word, _ in tokens if word[0].isalpha()]
    return len(words) > 4 and sum(w.isupper() for w in words) > 0.8 * len(words)


def _starts_name(tokens: Sequence[Token], at: int, lowered: set[str], seen: set[str]) -> bool:
    """Say whether a name begins at a token with a capital."""
    token = tokens[at]
    if token.low in word_set("period") and token.low != "may":
        return False
    if token.low in closed_class() and not (token.text.isupper() and len(token.text) > 1):
        return False
    first = at == 0 or not any(t.is_word for t in tokens[:at])
    opens = first or tokens[at - 1].text[0] in "\"“‘'«„:(" or tokens[at - 1].text == "''"
    if not opens:
        return True
    if token.text in gazetteer() or token.text in given_names():
        return True
    follows = at + 1 < len(tokens) and tokens[at + 1].is_title and tokens[at + 1].is_word
    if follows and tokens[at + 1].low not in closed_class():
        return token.low not in lowered or token.low in word_set("title")
    if token.low in lowered or token.low.endswith(("ly", "ing")):
        return False
    if token.low in word_set("group") or token.low in word_set("person") \
            or token.low in word_set("document") or token.low in word_set("title"):
        return False
    if token.text in seen:
        return True
    return at + 1 < len(tokens) and (tokens[at + 1].low in cue_forms()
                                     or tokens[at + 1].low in ("'s", "has", "is", "was", "had"))\
        or (token.text.isupper() and len(token.text) > 1)


def _run_end(tokens: Sequence[Token], at: int) -> int:
    end = at + 1
    while end < len(tokens):
        token = tokens[end]
        if token.is_title and token.is_word and (token.low not in closed_class()
                                                 or token.text.isupper() and len(token.text) > 1):
            if token.low in word_set("period"):
                break
            end += 1
        elif token.low in word_set("name connector") \
                and end + 1 < len(tokens) and tokens[end + 1].is_title \
                and tokens[end + 1].is_word and tokens[end + 1].low not in word_set("period") \
                and _may_connect(tokens, at, end):
            end += 2
        else:
            break
    return end


def _may_connect(tokens: Sequence[Token], at: int, end: int) -> bool:
    if tokens[end].low not in word_set("weak connector"):
        return True
    inside = [t.low for t in tokens[at:end]]
    if tokens[end].low == "and":
        return inside[-1] in ("trade", "defence", "foreign", "security", "food", "science",
                              "culture", "education", "health", "justice", "agriculture")
    return inside[-1] in word_set("org") or inside[-1] in word_set("title") \
        or inside[-1] in ("republic", "kingdom", "state", "states", "emirates", "gulf", "sea")


def _split(run: list[Token]) -> Iterator[list[Token]]:
    """Cut titles and adjectives off a name: "Russian Foreign Minister | Sergey Lavrov"."""
    last = max((i for i, t in enumerate(run) if t.low.rstrip(".") in word_set("title")),
               default=-1)
    if last < 0:
        if len(run) > 2 and gazetteer().get(run[0].text) == "NORP" \
                and run[-1].low not in word_set("org") and run[1].text in given_names():
            yield run[:1]
            run = run[1:]
        yield run
        return
    if last < len(run) - 1 and (run[-1].low in word_set("org")
                                or any(t.low == "of" for t in run[last + 1 :])):
        yield run
        return
    head = run[: last + 1]
    titles = words_of("title", "portfolio")
    while head and head[-1].low.rstrip(".") in titles:
        head.pop()
    if head:
        yield from _split(head)
    if run[last + 1 :]:
        yield run[last + 1 :]


def _label(run: list[Token], before: Token | None, after: Token | None) -> str:
    """Return the label that the name itself, or a neighbour, gives away; else an empty string."""
    surface = " ".join(t.text for t in run)
    words = [t.low.rstrip(".") for t in run]
    if surface in gazetteer():
        return gazetteer()[surface]
    if words[-1] in word_set("org") or words[0] in ("ministry", "university", "bank"):
        return "ORG"
    if words[-1] in word_set("event"):
        return "EVENT"
    if words[-1] in word_set("place"):
        return "LOC"
    if before is not None and before.low.rstrip(".") in word_set("title"):
        return "PERSON"
    if run[0].text in given_names() and len(run) > 1:
        return "PERSON"
    if len(run) == 1 and run[0].text.isupper() and len(run[0].text) > 1:
        return "ORG"
    if len(run) == 1 and gazetteer().get(run[0].text.rstrip("s")) == "NORP":
        return "NORP"
    return ""


def _settle(found: Sequence[tuple[list[Token], str]]) -> list[str]:
    """Give each surface one label, surnames that of the person, the rest a guess."""
    votes: dict[str, Counter[str]] = {}
    for run, label in found:
        if label:
            for key in {" ".join(t.text for t in run)} | ({run[-1].text} if label == "PERSON"
                                                         else set()):
                votes.setdefault(key, Counter())[label] += 1
    settled = []
    for run, label in found:
        key = " ".join(t.text for t in run)
        if label in ("GPE", "NORP") or key not in votes:
            settled.append(label or ("PERSON" if len(run) < 4 else "ORG"))
        else:
            settled.append(min(votes[key].items(), key=lambda kv: (-kv[1], kv[0]))[0])
    return settled
