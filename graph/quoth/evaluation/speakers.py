"""Scores of who said what: quotations with their speaker as an entity, mentions and clusters.

A row is a line of `quoth annotate`. In the gold, a quotation or mention with `"level": "optional"`
counts neither way, nor does a mention of another label than those of persons, organizations and
places; `accept` lists further ids that are right speakers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from typing import Any

from quoth.evaluation.figures import Tally, figure
from quoth.evaluation.identity import Entity, common_noun, map_entities, named, words
from quoth.evaluation.matching import Pair, Spans, jaccard, joined, match, shared
from quoth.records import Span

Row = Mapping[str, Any]
FOUND = 0.5
BREAK = re.compile(r"\n[^\S\n]*\n\s*")
EDGES = " \t\n\xa0\"“”„‟«»‘’'"
COMPLEMENTS = re.compile(r"\s(?:of|in|at|for|by|from|on|to|with|who|which|that)\s|,")
POSSESSOR = re.compile(r"^(?:.*(?:s'|['’]s)|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Mm]y|[Oo]ur|[Aa]n?)\s")
NOTHING = re.compile(r"^")
LABELS = ("PERSON", "ORG", "LOC", "GPE")
FORMS = ("name", "nominal", "pronoun")
FIELDS = ("form", "act", "attitude", "negated", "medium", "said_on")


@dataclass(frozen=True)
class Part:
    """What a quotation says in one paragraph, without outer quotation marks."""

    quotation: Row
    content: Spans

    @property
    def required(self) -> bool:
        """Say whether it has to be found (always so for a predicted one)."""
        return self.quotation.get("level") != "optional"

    @property
    def source(self) -> Spans:
        """The span of the source, if any."""
        source = self.quotation.get("source")
        return (Span(source["start"], source["end"]),) if source else ()


@dataclass(frozen=True)
class Case:
    """One article: its text, gold and predicted parts and mentions, and their matchings."""

    text: str
    gold: tuple[Part, ...]
    predicted: tuple[Part, ...]
    quotes: tuple[Pair, ...]
    gold_mentions: tuple[Row, ...]
    predicted_mentions: tuple[Row, ...]
    mentions: tuple[Pair, ...]
    gold_entities: Mapping[str, Entity]
    predicted_entities: Mapping[str, Entity]


def parts(row: Row, text: str) -> tuple[Part, ...]:
    """Return the quotations of a row, cut at paragraph breaks.

    So it doesn't matter whether a quotation over three paragraphs is given as one or as three.
    """
    bounds = [0, *(m.end() for m in BREAK.finditer(text)), len(text)]
    found = []
    for quotation in row["quotations"]:
        spans = joined(quotation["content"])
        for begin, end in zip(bounds, bounds[1:], strict=False):
            pieces = (trimmed(max(a, begin), min(b, end), text) for a, b in spans)
            if content := joined(pieces):
                found.append(Part(quotation, content))
    return tuple(found)


def trimmed(start: int, end: int, text: str) -> Span:
    """Return the span without white space and quotation marks at its ends."""
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip(EDGES))
    return Span(start, max(start, start + len(piece.strip(EDGES))))


def key_of(row: Row) -> str:
    """Return what gold and predicted rows of one article have in common: the hash of its text."""
    return row["article"]["sha256"]


def case(gold: Row, predicted: Row | None) -> Case:
    """Return one article with its quotations and mentions matched, before entities are mapped."""
    predicted = predicted or {"quotations": [], "mentions": [], "entities": []}
    text = gold["article"]["text"]
    ours, theirs = parts(gold, text), parts(predicted, text)
    mentions = (tuple(m for m in gold["mentions"] if m.get("entity")),
                tuple(m for m in predicted["mentions"]
                      if m["label"] in LABELS and m.get("entity")))
    return Case(
        text, ours, theirs,
        tuple(match(ours, theirs, lambda g, p: jaccard(g.content, p.content), least=FOUND)),
        *mentions, tuple(match(*mentions, same_mention)),
        {e["id"]: e for e in gold["entities"]}, {e["id"]: e for e in predicted["entities"]})


def needed(mention: Row) -> bool:
    """Say whether a gold mention has to be found."""
    return mention.get("level") != "optional" and mention["label"] in LABELS


def same_mention(gold: Row, predicted: Row) -> float:
    """Return how much two mentions are one: overlap, the last word counts extra."""
    spans = [(Span(m["start"], m["end"]),) for m in (gold, predicted)]
    overlap = jaccard(*spans)
    return overlap and overlap + 0.25 * (gold["end"] == predicted["end"])


def shared_mentions(cases: Iterable[Case]) -> Counter[tuple[str, str]]:
    """Count how often a gold and a predicted entity meet, as mentions and as speakers."""
    counts: Counter[tuple[str, str]] = Counter()
    for each in cases:
        for g, p, _ in each.mentions:
            pair = each.gold_mentions[g], each.predicted_mentions[p]
            counts[pair[0]["entity"], pair[1]["entity"]] += 1
        for g, p, _ in each.quotes:
            speakers = (each.gold[g].quotation["speaker"], each.predicted[p].quotation["speaker"])
            if all(speakers):
                counts[speakers] += 1
    return counts


def right_speaker(case: Case, gold: Part, predicted: Part, same: Mapping[str, str]) -> bool:
    """Say whether the predicted speaker is the gold one, or one of those also accepted.

    An unnamed source is right where it is as unnamed and its span overlaps one that the gold gives
    to the same source ("residents said ..., and that ..." marks it once), and so is a body that
    the gold itself knows only by a common noun ("the coast guard", "the coast guard of Sarvani").
    There a body whose name is that common noun is right, too; no speaker is right only where the
    gold has none or accepts none.
    """
    guess = predicted.quotation["speaker"]
    wanted = (gold.quotation["speaker"], *gold.quotation.get("accept", ()))
    if guess is None:
        return None in wanted
    if same.get(guess) in wanted:
        return True
    entity = case.predicted_entities.get(guess)
    met = next((s for s in sources_of(case, gold) if shared(s, predicted.source)), None)
    if not entity or not met or not any(
            nameless(case.gold_entities[one], entity) for one in wanted if one):
        return False
    return not named(entity) or guess not in same and called(entity, met, case.text)


def sources_of(case: Case, gold: Part) -> list[Spans]:
    """Return the source of a part, and the others of the same unnamed speaker of the article."""
    who = gold_source(case, gold)
    return [gold.source,
            *(part.source for part in case.gold if who and gold_source(case, part) == who)]


def gold_source(case: Case, part: Part) -> tuple[str, str] | str | None:
    """Return who the gold says has spoken: the unnamed of an article by what they are called."""
    speaker = part.quotation["speaker"]
    entity = case.gold_entities.get(speaker or "")
    unnamed = entity is not None and entity["type"] == "unnamed"
    return ("unnamed", entity["name"]) if unnamed and entity else speaker


def nameless(gold: Entity, entity: Entity) -> bool:
    """Say whether the gold has no name for an entity, or only the common noun of another one."""
    if not named(gold) or gold["name"].islower():
        return True
    return (gold["type"] != "person" and common_noun(gold["name"])
            and noun(gold["name"])[-1:] == noun(entity["name"])[-1:])


def called(entity: Entity, source: Spans, text: str) -> bool:
    """Say whether a body has no other name than the common noun of a source."""
    if entity["type"] not in ("organization", "place") or not entity["name"].islower():
        return False
    phrase = text[source[0].start:source[-1].end]
    return words(entity["name"]) in (noun(phrase), noun(phrase, POSSESSOR))


def noun(phrase: str, before: re.Pattern[str] = NOTHING) -> list[str]:
    """Return the words of a phrase before its complement, and behind a possessor if that is given.

    "the port authority of Sarvani", "its port authority"; so a ministry is not its lawyer.
    """
    return words(before.sub("", COMPLEMENTS.split(phrase.strip(EDGES))[0]))


@dataclass(frozen=True)
class Judged:
    """The quotations of one article after judging: what was found, and whether rightly."""

    case: Case
    same: Mapping[str, str]  # gold id of each predicted entity that has one
    right: frozenset[int]  # indices into case.quotes
    neutral: int  # predicted parts that met an optional gold part

    @property
    def output(self) -> int:
        """The number of predicted parts that count."""
        return len(self.case.predicted) - self.neutral

    def pairs(self) -> list[tuple[int, Part, Part]]:
        """Return index, gold and predicted part of the matches of required parts."""
        pairs = ((i, self.case.gold[g], self.case.predicted[p])
                 for i, (g, p, _) in enumerate(self.case.quotes))
        return [pair for pair in pairs if pair[1].required]


def judge(case: Case, same: Mapping[str, str]) -> Judged:
    """Judge the speakers of one article."""
    pairs = [(case.gold[g], case.predicted[p]) for g, p, _ in case.quotes]
    right = {i for i, (g, p) in enumerate(pairs) if right_speaker(case, g, p, same)}
    return Judged(case, same, frozenset(right), sum(not g.required for g, _ in pairs))


def rematched(case: Case, same: Mapping[str, str]) -> Case:
    """Match the quotations again, preferring the right speaker where several contents fit."""
    def score(gold: Part, predicted: Part) -> float:
        overlap = jaccard(gold.content, predicted.content)
        return overlap + right_speaker(case, gold, predicted, same) if overlap >= FOUND else 0.0

    quotes = tuple(match(case.gold, case.predicted, score))
    return Case(**{**case.__dict__, "quotes": quotes})


# Figures of one article -----------------------------------------------------------------------

def quotes_found(judged: Judged) -> Tally:
    """Count the required quotations that are found."""
    required = sum(part.required for part in judged.case.gold)
    return Tally.even(len(judged.pairs()), judged.output, required)


def speakers(judged: Judged) -> Tally:
    """Count found quotations with the right speaker, of the gold and of the output."""
    right = sum(i in judged.right for i, _, _ in judged.pairs())
    return Tally.even(right, judged.output, quotes_found(judged).gold)


def speakers_given_quote(judged: Judged) -> Tally:
    """Count the right speakers among the quotations that are found."""
    pairs = judged.pairs()
    return Tally.share(sum(i in judged.right for i, _, _ in pairs), len(pairs))


def wrong_speakers(judged: Judged) -> Tally:
    """Count the output whose named or unnamed speaker is wrong, invented quotations included."""
    case, met = judged.case, {p: i for i, (_, p, _) in enumerate(judged.case.quotes)}
    neutral = {p for g, p, _ in case.quotes if not case.gold[g].required}
    wrong = sum(part.quotation["speaker"] is not None and index not in neutral
                and met.get(index) not in judged.right
                for index, part in enumerate(case.predicted))
    return Tally.share(wrong, judged.output)


def unnamed_pairs(judged: Judged) -> Tally:
    """Count pairs of found statements whose sources the gold leaves unnamed: one source or two.

    Precision: of the pairs with one speaker in the output, how many the gold gives to one source,
    too; recall the other way round. So a merged source costs precision, a split one recall.
    """
    case, rows = judged.case, {}
    for g, p, _ in case.quotes:
        gold, predicted = case.gold[g], case.predicted[p].quotation["speaker"]
        who = gold_source(case, gold)
        if isinstance(who, tuple) and predicted:
            rows.setdefault(id(gold.quotation), (who, predicted))
    pairs = [(a[0] == b[0], a[1] == b[1]) for a, b in combinations(rows.values(), 2)]
    both = sum(gold and output for gold, output in pairs)
    return Tally.even(both, sum(output for _, output in pairs), sum(gold for gold, _ in pairs))


def fields(judged: Judged, name: str) -> Tally:
    """Count the found quotations whose field is as in the gold, where the gold gives one."""
    pairs = [(g.quotation[name], p.quotation.get(name)) for _, g, p in judged.pairs()
             if g.quotation.get(name) is not None]
    return Tally.share(sum(g == p for g, p in pairs), len(pairs))


def mentions_found(judged: Judged, form: str) -> Tally:
    """Count the mentions of persons, organizations and places of one form that are found."""
    case = judged.case
    required = [needed(m) and m["form"] == form for m in case.gold_mentions]
    met = {p: g for g, p, _ in case.mentions}
    output = [i for i, m in enumerate(case.predicted_mentions) if m["form"] == form
              and (i not in met or needed(case.gold_mentions[met[i]]))]
    found = sum(required[g] for g, _, _ in case.mentions)
    return Tally(sum(i in met for i in output), len(output), found, sum(required))


def b_cubed(cases: Sequence[Case], *, apart: bool = False) -> list[Tally]:
    """Return B3 of the entity clusters over all articles, on the required mentions that are found.

    Precision of a mention: the share of its predicted cluster that belongs to its gold cluster;
    recall the other way round (Bagga and Baldwin 1998). Apart: clusters end with the article.
    """
    found = [[(apart and number, case.gold_mentions[g]["entity"],
               case.predicted_mentions[p]["entity"])
              for g, p, _ in case.mentions if needed(case.gold_mentions[g])]
             for number, case in enumerate(cases)]
    both = Counter(link for links in found for link in links)
    ours, theirs = Counter(), Counter()
    for (number, gold, predicted), count in both.items():
        ours[number, gold] += count
        theirs[number, predicted] += count
    return [Tally(sum(both[n, g, p] / theirs[n, p] for n, g, p in links), len(links),
                  sum(both[n, g, p] / ours[n, g] for n, g, p in links), len(links))
            for links in found]


def actors(judged: Judged) -> Tally:
    """Count the named entities of the article that are there, each once."""
    case = judged.case
    wanted = {m["entity"] for m in case.gold_mentions if needed(m)}
    wanted = {one for one in wanted if named(case.gold_entities[one])}
    output = {p: judged.same.get(p) for p, e in case.predicted_entities.items() if named(e)}
    counted = {p: g for p, g in output.items() if g in wanted or g not in case.gold_entities}
    found = set(counted.values()) & wanted
    return Tally(sum(g in wanted for g in counted.values()), len(counted), len(found), len(wanted))


def wikidata(judged: Judged) -> Tally:
    """Count the entities with the right Wikidata id, of those for which the gold has one."""
    case, same = judged.case, judged.same
    ids = {same[p]: e.get("wikidata") for p, e in case.predicted_entities.items() if p in same}
    wanted = {one: e["wikidata"] for one, e in case.gold_entities.items() if e.get("wikidata")}
    output = [one for one in wanted if ids.get(one)]
    right = sum(ids[one] == wanted[one] for one in output)
    return Tally(right, len(output), right, len(wanted))


# All of it ------------------------------------------------------------------------------------

def compare(gold_rows: Iterable[Row], predicted_rows: Iterable[Row], *,
            apart: bool = False) -> list[Judged]:
    """Match gold with predicted articles (by text), quotations, mentions and entities."""
    found = {key_of(row): row for row in predicted_rows}
    cases = [case(row, found.get(key_of(row))) for row in gold_rows]
    if apart:
        return [judge(rematched(each, same), same)
                for each in cases for same in [same_entities([each])]]
    same = same_entities(cases)
    return [judge(rematched(each, same), same) for each in cases]


def same_entities(cases: Sequence[Case]) -> dict[str, str]:
    """Return the gold id of each predicted entity of the articles that has one."""
    return map_entities((e for each in cases for e in each.gold_entities.values()),
                        (e for each in cases for e in each.predicted_entities.values()),
                        shared_mentions(cases))


COUNTS: dict[str, Callable[[Judged], Tally]] = {
    "quotation": quotes_found, "speaker": speakers, "speaker given quotation": speakers_given_quote,
    "wrong speaker": wrong_speakers, "unnamed pair": unnamed_pairs,
    **{f"field {name}": partial(fields, name=name) for name in FIELDS},
    **{f"mention {form}": partial(mentions_found, form=form) for form in FORMS},
    "actor": actors, "wikidata": wikidata,
}
OF_MENTIONS = ("mention", "actor", "wikidata")  # figures that need no gold of quotations


def score_speakers(gold_rows: Iterable[Row], predicted_rows: Iterable[Row], *,
                   apart: bool = False, seed: int = 0) -> dict[str, Any]:
    """Score quotations with speakers as entities, mentions and entities.

    `speaker`: recall is the share of all gold quotations that are found (Jaccard 0.5) with the
    right speaker, precision the share of the output. `wrong speaker` (share of the output) is
    the one figure where less is better. Gold rows need the text of the article. `apart`: the
    gold doesn't say who is the same in several articles, so entities are mapped in each.
    """
    judged = compare(gold_rows, predicted_rows, apart=apart)
    quoted = any(each.case.gold for each in judged)  # some gold marks mentions only
    figures = {name: [count(each) for each in judged] for name, count in COUNTS.items()
               if quoted or name.startswith(OF_MENTIONS)}
    figures["entity b3"] = b_cubed([each.case for each in judged], apart=apart)
    gold = sum(part.required for each in judged for part in each.case.gold)
    return {"articles": len(judged), "gold": gold,
            "predicted": sum(each.output for each in judged),
            "figures": {name: figure(name, tallies, seed=seed).to_dict()
                        for name, tallies in figures.items()}}
