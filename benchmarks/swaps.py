"""Swapped names: `python benchmarks/swaps.py [--seeds 2 4] [--what people bodies] [--show]`.

Who speaks does not hang on what people and bodies are called. The names of the annotated articles
(train and dev) are replaced in text and gold by those of another culture (`swaps.toml`), and what
had the right speaker before must have it after. Even seeds draw from the half of the names that the
rules were tuned on, odd seeds from the other half.
"""

from __future__ import annotations

import argparse
import gzip
import random
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "training"), str(ROOT / "benchmarks")]

from own_reader import parse, read_own  # noqa: E402
from quality import speaker_gold  # noqa: E402
from quoth.evaluation.report import as_read, predict_facts  # noqa: E402
from quoth.evaluation.speakers import Judged, compare  # noqa: E402
from quoth.linking.knowledge_base import knowledge_base  # noqa: E402
from quoth.nlp import load  # noqa: E402
from quoth.nlp.wordlists import closed_class, gazetteer, words_of  # noqa: E402

Row = Mapping[str, Any]
KINDS = ("people", "bodies")
HE = re.compile(r"\b(?:Mr|Sir|Lord|Fr|Father|Brother|King|Prince|Señor|Don|Herr|Baba) ?$")
SHE = re.compile(r"\b(?:Mrs|Ms|Miss|Dame|Lady|Sister|Queen|Princess|Doña|Frau|Madame) ?$")
HIS = re.compile(r"\b(?:father|husband|brother|uncle|son|widower|\w*man|actor)$")
HERS = re.compile(r"\b(?:mother|wife|sister|aunt|daughter|widow|\w*woman|actress)$")
ASIAN = frozenset(("Kim", "Lee", "Park", "Choi", "Yoon", "Jung", "Jeong", "Han", "Seo", "Li",
                   "Yang", "Kang", "Lim", "Cho", "Oh", "Shin"))
PARTICLES = frozenset(("de", "da", "do", "dos", "das", "del", "della", "di", "du", "des", "la",
                       "le", "van", "von", "der", "den", "bin", "ibn", "al", "el", "ter", "ten",
                       "zu", "y", "e", "af", "av", "ap", "ole", "arap", "wa"))


@dataclass(frozen=True)
class Culture:
    """The names of a culture: those at even or at odd places of its lists."""

    name: str
    male: tuple[str, ...]
    female: tuple[str, ...]
    surnames: tuple[str, ...]
    surname_first: bool
    by_given: bool


@dataclass
class Swap:
    """What stands for what in one article, longest first, and the culture it is taken from."""

    culture: str
    forms: dict[str, str] = field(default_factory=dict)

    def __call__(self, raw: str) -> str:
        """Return the text of a file with everything replaced."""
        forms = self.forms | {old.upper(): new.upper() for old, new in self.forms.items()
                              if old.upper() not in self.forms and len(old) > 3}
        if not forms:
            return raw
        names = "|".join(re.escape(old) for old in sorted(forms, key=lambda o: (-len(o), o)))
        pattern = re.compile(rf"(?P<a>\b[Aa]n? )?(?<![\w@#-])(?<!\w['’])(?P<old>{names})(?!\w)"
                             r"(?P<own>['’](?= [a-z]))?")
        return pattern.sub(lambda m: _in_place(m, forms, raw), raw)


def _in_place(found: re.Match[str], forms: Mapping[str, str], raw: str) -> str:
    """Return the new name with the article before it and the genitive behind it set right."""
    old, new, article = found["old"], forms[found["old"]], found["a"] or ""
    before = raw[: found.start()].rstrip(" “”\"‘’'")
    opens = not article and (not before or before[-1] in ".!?\n⟧:" or before.endswith("---"))
    if opens and old[0].isupper():
        new = new[0].upper() + new[1:]
    if article:
        article = article[0] + ("n " if new[0].lower() in "aeiou" else " ")
    own = found["own"] or ""
    if own and old.endswith("s") and not new.endswith("s"):
        own += "s"
    return article + new + own


# Names to draw --------------------------------------------------------------------------------

@cache
def _lists() -> dict[str, Any]:
    return tomllib.loads((ROOT / "benchmarks" / "swaps.toml").read_text("utf-8"))


def _half(words: str, fresh: bool) -> tuple[str, ...]:
    return tuple(word.replace("_", " ") for word in words.split()[fresh::2])


def cultures(*, fresh: bool) -> list[Culture]:
    """Return all cultures with one half of their names."""
    return [Culture(name, *(_half(row[key], fresh) for key in ("male", "female", "surnames")),
                    row.get("order") == "surname", row.get("short") == "given")
            for name, row in _lists()["people"].items()]


@cache
def _surnames_first() -> frozenset[str]:
    return ASIAN.union(*(row["surnames"].split() for row in _lists()["people"].values()
                         if row.get("order") == "surname"))


# People ---------------------------------------------------------------------------------------

@dataclass(frozen=True)
class Named:
    """The words of a person's name: given names, surnames, which stand first."""

    given: tuple[str, ...]
    surname: tuple[str, ...]
    gender: str

    @property
    def words(self) -> tuple[str, ...]:
        """All words that are replaced."""
        return self.given + self.surname


def people_swap(article: Row, culture: Culture, keep: set[str], draw: random.Random) -> Swap:
    """Return what people are called in another culture, but for those to keep."""
    small = set(re.findall(r"(?<![\w-])[a-z]+\b", article["text"]))
    people = [_named(entity, article) for entity in article["entities"]
              if entity["type"] == "person" and entity["id"] not in keep]
    people = [one for one in people if one and not _is_common(one, small)]
    pools = {"M": list(culture.male), "F": list(culture.female), "S": list(culture.surnames)}
    for pool in pools.values():
        draw.shuffle(pool)
    made = Swap(culture.name)
    new: dict[str, str] = {}
    for person in people:
        for word in person.given[: 1 if culture.surname_first else None]:
            new[word] = new.get(word) or _other(word, pools[person.gender], draw)
        for word in person.surname:
            new[word] = new.get(word) or _other(word, pools["S"], draw)
    shared = Counter(word for person in people for word in set(person.surname))
    for person in people:
        made.forms |= _forms(person, new, culture, max(shared[w] for w in person.surname or ("",)))
    return made


def _other(word: str, pool: list[str], draw: random.Random) -> str:
    if re.fullmatch(r"[A-Z]\.", word):
        return draw.choice("BDGHKLMNPRSTV") + "."
    return pool.pop() if pool else word


def _is_common(person: Named, small: set[str]) -> bool:
    """Say whether a word of a name is another word of the text, too: it can't be told apart."""
    return any(word.lower() in small or word.lower() in closed_class()
               or gazetteer().get(word) in ("GPE", "NORP", "ORG") for word in person.words)


def _forms(person: Named, new: Mapping[str, str], culture: Culture, sharing: int) -> dict[str, str]:
    """Return the new forms of a name: full, with the first given name only, and each word."""
    found = {word: new[word] for word in person.words if word in new}
    found |= {word[0].upper() + word[1:]: name for word, name in found.items()}  # "Al-Roe said"
    if culture.by_given and person.given and person.surname and sharing < 2:
        found[person.surname[-1]] = found[person.surname[0]] = new[person.given[0]]
    for given in {person.given, person.given[:1]}:
        for surname in {person.surname, person.surname[:1], person.surname[-1:]}:
            parts = [[new[w] for w in given if w in new], [new[w] for w in surname]]
            parts.reverse() if culture.surname_first else None
            for order in ((given, surname), (surname, given)):
                if given and surname:
                    found[" ".join(w for part in order for w in part)] = " ".join(
                        w for part in parts for w in part)
    return found


def _named(entity: Row, article: Row) -> Named | None:
    """Return the parts of a person's name, None where they can't be told."""
    titles = words_of("title")
    words = entity["name"].split()
    while words and (words[0].islower() and words[0] not in PARTICLES
                     or words[0].lower().rstrip(".") in titles or HE.match(words[0] + " ")):
        words = words[1:]
    if not words or len(words) > 4 or any(not w[0].isalpha() for w in words):
        return None
    given, surname = _parts(words, entity, article["text"])
    gender = _gender(entity, given, surname, article)
    return Named(tuple(given), tuple(surname), gender) if gender else None


def _parts(words: list[str], entity: Row, text: str) -> tuple[list[str], list[str]]:
    if len(words) == 1:
        first = knowledge_base().given_names.get(words[0].lower()) and not re.search(
            rf"(?:Mr|Mrs|Ms|Miss|Dr|Judge|Sir) {re.escape(words[0])}\b", text)
        return (words, []) if first else ([], words)
    at = next((n for n, w in enumerate(words) if n and w.lower() in PARTICLES), None)
    if at:
        return words[:at], [" ".join(words[at:])]
    if words[0] in _surnames_first() and (re.search("-[a-z]", words[1]) or _alone(
            words[0], words, text) > _alone(words[-1], words, text)):
        return [" ".join(words[1:])], words[:1]
    tails = [n for n in range(1, len(words)) if words[n] in entity["aliases"]]
    at = tails[0] if tails else len(words) - 1
    return words[:at], words[at:]


def _alone(word: str, words: Sequence[str], text: str) -> int:
    full = text.count(" ".join(words))
    return len(re.findall(rf"\b{re.escape(word)}\b", text)) - full


def _gender(entity: Row, given: Sequence[str], surname: Sequence[str], article: Row
            ) -> str | None:
    """Return M or F by pronouns of the gold, titles, the given name, the pronouns of the text."""
    text = article["text"]
    sources = {text[slice(*span)].lower() for row in article["attributions"]
               if row["speaker"] == entity["id"] for span in row["source"]}
    before = [text[max(0, m.start() - 12) : m.start()] for word in [*given, *surname]
              for m in re.finditer(rf"\b{re.escape(word)}\b", text)]
    for gender, pronoun, title, nouns in (("M", "he", HE, HIS), ("F", "she", SHE, HERS)):
        if pronoun in sources or any(nouns.search(source) for source in sources) or any(
                title.search(piece) for piece in before):
            return gender
    known = knowledge_base().gender(" ".join([*given, *surname])) if given else None
    if known in ("male", "female", "M", "F", "m", "f"):
        return known[0].upper()
    he, she = (re.search(rf"(?i)\b(?:{p})\b", text) for p in ("he|his|him", "she|her"))
    return None if he and she else "F" if she else "M"


# Bodies and places ------------------------------------------------------------------------------

def bodies_swap(article: Row, keep: set[str], places: set[str], draw: random.Random, *,
                fresh: bool) -> Swap:
    """Return what bodies and places are called anew, but for those to keep."""
    rows = _lists()["bodies"]
    stems, towns = (list(_half(rows[key], fresh)) for key in ("stems", "places"))
    draw.shuffle(stems), draw.shuffle(towns)
    text = article["text"]
    human = {word for entity in article["entities"] if entity["type"] == "person"
             for name in (entity["name"], *entity["aliases"]) for word in name.split()}
    small = set(re.findall(r"\b[a-z]+\b", text))
    made = Swap("bodies")
    entities = [e for e in article["entities"] if e["type"] in ("organization", "group", "place")]
    for place in sorted(places):
        if place not in human and towns and place.lower() not in small:
            made.forms[place] = towns.pop()
    for entity in entities:
        if entity["id"] not in keep and stems and towns:
            _rename(entity, made, stems, towns, text, human | small, draw)
    return made


def _rename(entity: Row, made: Swap, stems: list[str], towns: list[str], text: str,
            taken: set[str], draw: random.Random) -> None:
    """Add new names of one body or place: its proper words, its head, its initials."""
    name = entity["name"]
    words = name.split()
    proper = [w for w in words if _is_proper(w, taken)]
    if len(proper) > 1 or any(w.islower() and w not in ("of", "the", "and", "for", "in")
                              for w in words) and not words[0].islower():
        return
    for word in proper:
        if word not in made.forms:
            place = entity["type"] == "place" or re.search(
                rf"\b(?:in|at|near|from|outside) {re.escape(word)}\b(?! [A-Z])", text)
            made.forms[word] = (towns if place else stems).pop()
    head = _head(words, proper, text, draw)
    if head:
        made.forms[name] = " ".join([made.forms.get(w, w) for w in words[:-1]] + [head])
    for alias in entity["aliases"]:
        if re.fullmatch(r"[A-Z]{3,5}", alias) and alias not in made.forms:
            new = "".join(w[0] for w in made.forms.get(name, " ".join(
                made.forms.get(w, w) for w in words)).split() if w[0].isupper()).upper()
            if alias == "".join(w[0] for w in words if w[0].isupper()):
                made.forms[alias] = new


def _is_proper(word: str, taken: set[str]) -> bool:
    """Say whether a word of a body's name is a proper one that nothing else is called by."""
    plain = word.strip("'’.,&")
    if re.fullmatch(r"[A-Z]{2,6}", plain):
        return False
    return (plain == word and word[:1].isupper() and word[1:].isalpha() and len(word) > 3
            and not {word.lower(), word.lower().removesuffix("s")} & english()
            and not word.endswith("keepers") and word not in gazetteer()
            and word not in taken and word.lower() not in taken)


@cache
def english() -> frozenset[str]:
    """Return the words of the linking's list of ranks, and those of the tables of names."""
    data = (ROOT / "graph/quoth/linking/data/word-ranks.txt.gz").read_bytes()
    lines = gzip.decompress(data).decode("utf-8").split()
    heads = {head.lower() for row in _lists()["bodies"]["heads"] for head in row.split()}
    return frozenset(word.lower() for word in lines) | heads


def _head(words: Sequence[str], proper: Sequence[str], text: str, draw: random.Random
          ) -> str | None:
    """Return another head noun of the same kind, None where the old one stands by itself, too."""
    if len(words) < 2 or not proper or words[-1] in proper:
        return None
    rows = [row.split() for row in _lists()["bodies"]["heads"] if words[-1] in row.split()]
    head = re.escape(words[-1])
    alone = len(re.findall(rf"\b{head}\b", text)) > len(
        re.findall(rf"{re.escape(words[-2])} {head}\b", text))
    return draw.choice([w for w in rows[0] if w != words[-1]]) if rows and not alone else None


# Scores ----------------------------------------------------------------------------------------

@dataclass(frozen=True)
class Failure:
    """A statement that had the right speaker before the swap and has not after."""

    article: str
    culture: str
    form: str
    kind: str
    wanted: str
    found: str
    sentence: str


@dataclass(frozen=True)
class Outcome:
    """What one swap of one article kept."""

    culture: str
    right: int
    failures: tuple[Failure, ...]


class Before:
    """The articles as they are, what is right in them, and which names are to be kept."""

    def __init__(self, numbers: Iterable[str] = ()) -> None:
        chosen = set(numbers)
        self.annotate = load("default")
        self.rows = [row for row in read_own() if row["split"] != "held"
                     and (not chosen or row["id"][:3] in chosen)]
        self.judged = dict(zip((row["id"] for row in self.rows), judge(self.rows, self.annotate),
                               strict=True))

    def right(self, key: str) -> set[int]:
        """Return the parts of the gold of an article that have the right speaker."""
        return right_parts(self.judged[key])

    def known(self, key: str) -> set[str]:
        """Return the entities of the gold that are somebody of the knowledge base."""
        case, same = self.judged[key].case, self.judged[key].same
        return {same[p].removeprefix("actor/") for p, e in case.predicted_entities.items()
                if p in same and e.get("wikidata")}

    def places(self, key: str) -> set[str]:
        """Return the towns of an article that are made up."""
        case = self.judged[key].case
        named = {e["name"] for e in case.predicted_entities.values()
                 if e["type"] == "place" and not e.get("wikidata")}
        return {name for name in named if _is_proper(name, set()) and re.search(
            rf"\b(?:in|at|near|from) {re.escape(name)}\b(?! [A-Z])", case.text)}


def judge(rows: Sequence[Row], annotate: Any) -> list[Judged]:
    """Return the judged articles."""
    found = [one for row in rows for one in predict_facts([as_read(row)], annotate)]
    return compare([speaker_gold(row) for row in rows], found, apart=True)


def right_parts(judged: Judged) -> set[int]:
    """Return the parts of the gold that are required and have the right speaker."""
    return {g for i, (g, _, _) in enumerate(judged.case.quotes)
            if i in judged.right and judged.case.gold[g].required}


def swapped(row: Row, before: Before, what: str, seed: int) -> tuple[Swap, Row]:
    """Return an article with other names, and what was replaced."""
    draw = random.Random(f"{seed} {what} {row['id']}")
    fresh = seed % 2 == 1
    keep = before.known(row["id"])
    if what == "people":
        swap = people_swap(row, draw.choice(cultures(fresh=fresh)), keep, draw)
    else:
        swap = bodies_swap(row, keep, before.places(row["id"]), draw, fresh=fresh)
    raw = (ROOT / "training" / "own" / f"{row['id']}.txt").read_text("utf-8")
    return swap, parse(row["id"], swap(raw))


def outcomes(before: Before, what: str, seed: int) -> Iterator[Outcome]:
    """Yield what is kept of each article in which something was replaced."""
    made = [(*swapped(row, before, what, seed), row) for row in before.rows]
    made = [(swap, new, old) for swap, new, old in made if swap.forms]
    judged = judge([new for _, new, _ in made], before.annotate)
    for (swap, new, old), after in zip(made, judged, strict=True):
        was = before.right(old["id"])
        if len(after.case.gold) != len(before.judged[old["id"]].case.gold):
            raise ValueError(f"{old['id']}: the swap changed the number of statements")
        lost = sorted(was - right_parts(after))
        yield Outcome(swap.culture, len(was), tuple(
            _failure(new, swap, after, before.judged[old["id"]], part) for part in lost))


def _failure(article: Row, swap: Swap, after: Judged, before: Judged, part: int) -> Failure:
    case = after.case
    gold = case.gold[part]
    text = case.text
    source = text[gold.source[0].start : gold.source[0].end] if gold.source else ""
    wanted = case.gold_entities.get(gold.quotation["speaker"] or "", {"name": "-"})
    met = next((p for g, p, _ in case.quotes if g == part), None)
    at = gold.source[0].start if gold.source else gold.content[0].start
    begin = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    sentence = text[begin : end if end > 0 else len(text)]
    if met is None:
        return Failure(article["id"], swap.culture, _form(source, wanted), "not found",
                       wanted["name"], "", sentence)
    guess = case.predicted_entities.get(case.predicted[met].quotation["speaker"] or "")
    return Failure(article["id"], swap.culture, _form(source, wanted),
                   _kind(guess, wanted, case.gold_entities), wanted["name"],
                   f"{guess['type']} {guess['name']} {guess.get('wikidata') or ''}"
                   if guess else "-", sentence)


def _form(source: str, wanted: Row) -> str:
    """Say how a source names the speaker: full or short name, pronoun, description, not at all."""
    if not source:
        return "none"
    if re.fullmatch(r"(?i)(?:s?he|they|it|I|we)", source):
        return "pronoun"
    if wanted["name"] in source and " " in wanted["name"]:
        return "full name"
    names = {word for word in wanted["name"].split() if word[0].isupper()}
    return "short name" if names & set(re.findall(r"[\w'’-]+", source)) else "description"


def _kind(guess: Row | None, wanted: Row, gold: Mapping[str, Row]) -> str:
    if guess is None:
        return "nobody"
    words, ours = set(wanted["name"].split()), set(guess["name"].split())
    if guess.get("wikidata"):
        return "known person" if guess["type"] == "person" else "known body"
    if (guess["type"] == "person") != (wanted.get("type") == "person") and words & ours:
        return "typed " + guess["type"]
    if guess["type"] == "unnamed" or guess["id"].startswith("article/"):
        return "unnamed"
    if any(guess["name"] == other["name"] and other is not wanted for other in gold.values()):
        return "another of the article"
    return "cut" if words & ours else "somebody else"


def main(arguments: list[str] | None = None) -> int:
    """Swap, print what is kept, and with --show each failure."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seeds", type=int, nargs="+", default=[2])
    parser.add_argument("--what", nargs="+", choices=KINDS, default=list(KINDS))
    parser.add_argument("--articles", nargs="+", default=[], help="numbers of articles; else all")
    parser.add_argument("--show", action="store_true", help="print each failure")
    options = parser.parse_args(arguments)
    before = Before(options.articles)
    print("| swapped | seed | articles | statements | kept | % |\n|---|---:|---:|---:|---:|---:|")
    for what in options.what:
        failures = []
        for seed in options.seeds:
            rows = list(outcomes(before, what, seed))
            total, lost = sum(r.right for r in rows), sum(len(r.failures) for r in rows)
            failures += [one for row in rows for one in row.failures]
            print(f"| {what} | {seed} | {len(rows)} | {total} | {total - lost}"
                  f" | {100 * (total - lost) / max(total, 1):.1f} |")
        _summary(failures, options.show and not any(seed % 2 for seed in options.seeds))
    return 0


def _summary(failures: Sequence[Failure], show: bool) -> None:
    for name in ("kind", "form", "culture"):
        counts = Counter(getattr(one, name) for one in failures).most_common()
        print(f"{name}: " + ", ".join(f"{key} {count}" for key, count in counts))
    for one in sorted(failures, key=lambda f: (f.kind, f.form, f.culture)) if show else ():
        print(f"{one.kind} | {one.form} | {one.culture} | {one.article} | {one.wanted} -> "
              f"{one.found}\n    {one.sentence[:400]}")


if __name__ == "__main__":
    sys.exit(main())
