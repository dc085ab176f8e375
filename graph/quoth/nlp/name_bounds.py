"""Names that break off: "Green Party of | the Hills", "Al-Noor | -e-Haq", "Piet op | den Kamp"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quoth.forms import altered
from quoth.nlp.wordlists import closed_class, gazetteer, word_set, words_of
from quoth.records import Mention, Span

_LAST = re.compile(r"\s(?P<word>[a-z]{1,4})$")
_REALM = re.compile(r"(?:[A-Z][\w’'-]+ )?(?P<kind>[A-Z][\w’'-]+) of (?:the )?$")
_CAPITALS = re.compile(r"(?:the )?[A-Z][\w’'&.-]*(?: [A-Z][\w’'&-]*)*")
_REST = re.compile(r"-[\w-]*[^\W\d_][\w-]*")
_NEXT = re.compile(r" (?P<word>[A-Z][^\W\d_]{2,})\b(?!['’.-])")
_BY = r" (?:van|von|op|in|aan|uit|bij|onder|over)"
_PARTICLES = re.compile(rf"(?:(?:{_BY})? (?:den|der|de|het|['’‘]t)| (?:van|von|op|ten|ter))"
                        r" [A-Z][\w’'-]*[^\W_]")
_LOOSE = re.compile(rf"(?:{_BY}| (?:den|der|de|het|ten|ter|['’‘]t))+$")
_LEAST = 3  # letters of a name before a hyphen
_OF = ("of", "for", "de", "du", "na")


def whole_names(text: str, names: Sequence[Mention]) -> list[Mention | None]:
    """Return, for each name, the name with what it lacks or without what it has too much; None
    where another has taken it in. Names come by their start."""
    made: list[Mention | None] = []
    for number, name in enumerate(names):
        before = next((m for m in reversed(made) if m is not None), None)
        if before is not None and before.end > name.start and before.end >= name.end:
            made.append(None if before.start < name.start else name)
            continue
        after = names[number + 1] if number + 1 < len(names) else None
        made.append(_whole(text, name, before, after))
    return made


def _whole(text: str, name: Mention, before: Mention | None, after: Mention | None) -> Mention:
    if name.label == "PERSON" and (grown := _particled(text, name)):
        return altered(name, end=grown, text=text[name.start : grown])
    start, end = _realm(text, name, before), _hyphened(text, name)
    last = _LAST.search(text, name.start, end)
    head = text[name.start : end].split(" ")[-1].lower()
    if last and last["word"] in _OF:
        human = name.label == "PERSON" or last["word"] not in ("of", "for")
        end = _complement(text, end, after, human) or last.start()
    elif last and closed_class().get(last["word"]) in ("PREP", "CONJ", "DET"):
        end = last.start()
    elif name.label == "ORG" and head in word_set("society") and text[end : end + 4] == " of ":
        end = _complement(text, end + 3, after, False) or end
    if name.label in ("PERSON", "ORG") and end == name.end and " " not in name.text:
        end = _capital_behind(text, end, after) or end
    return altered(name, start=start, end=end, text=text[start:end])


def _particled(text: str, name: Mention) -> int | None:
    """Return where a person's name ends that goes on behind a particle: "Piet op | den Kamp"."""
    bare = name.end - len(name.text) + len(_LOOSE.sub("", name.text))
    rest = _PARTICLES.match(text, bare)
    return rest.end() if rest and rest.end() > name.end else None


def _capital_behind(text: str, end: int, after: Mention | None) -> int | None:
    """Return where a name of one word ends with the capitalised word right behind it that nothing
    else explains: "Fuerza | Popular"; None where there is none."""
    rest = _NEXT.match(text, end)
    if rest is None or after is not None and after.start < rest.end():
        return None
    low = rest["word"].lower()
    known = low in words_of("title", "person", "group", "org", "portfolio")
    return None if known or low in closed_class() or gazetteer().get(rest["word"]) else rest.end()


def _complement(text: str, end: int, after: Mention | None, human: bool) -> int | None:
    """Return where the name behind "of" ends: "the Reform Party of | the Hills"; None for none.

    `human`: it may be a person's, as in "Edmund of | Marn"."""
    rest = _CAPITALS.match(text, end + 1) if text[end : end + 1] == " " else None
    if rest is None:
        return None
    if after is not None and after.start < rest.end():
        leads = text[rest.start() : after.start] in ("", "the ") \
            and not (after.label == "ORG" and after.text.isupper())  # the boards of the MTB
        return after.end if leads and (human or after.label != "PERSON") else None
    words = rest[0].split()
    stop = next((n for n, w in enumerate(words) if w.lower() in word_set("title")), len(words))
    size = len(" ".join(words[:stop]))
    return rest.start() + size if stop else None


def _hyphened(text: str, name: Mention) -> int:
    """Return the end of a name with the rest of a hyphened word that has a capital."""
    rest = _REST.match(text, name.end)
    long = len(name.text.split()[-1]) >= _LEAST
    return rest.end() if rest and long and any(c.isupper() for c in rest[0]) else name.end


def _realm(text: str, name: Mention, before: Mention | None) -> int:
    """Return the start of a place with what it is: "the | Duchy of Marn"."""
    if name.label not in ("LOC", "GPE"):
        return name.start
    found = _REALM.search(text, max(0, name.start - 40), name.start)
    if not found or found["kind"].lower() not in word_set("realm"):
        return name.start
    start = found.start("kind")
    return name.start if before and Span(start, name.start).overlaps(before.span) else start
