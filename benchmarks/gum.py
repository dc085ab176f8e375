"""GUM's entities, coreference and Wikification (CoNLL-U) in the shape of the gold of speakers."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from quoth.evaluation.figures import Tally, figure
from quoth.evaluation.identity import variant
from quoth.evaluation.speakers import Judged
from quoth.records import Article

LABELS = {"person": "PERSON", "organization": "ORG", "place": "LOC"}
BRACKET = re.compile(r"\((?P<fields>[^()]+)(?P<single>\))?|(?P<end>\d+)\)")


@dataclass
class Word:
    """A token: its characters in the text, its part of speech, and the brackets it carries."""

    start: int
    end: int
    pos: str
    brackets: str


@dataclass
class Sentence:
    """The words of a sentence, and the mentions that are open while it is read."""

    words: list[Word] = field(default_factory=list)
    new_paragraph: bool = False


@dataclass(frozen=True)
class Found:
    """A mention: its group (one for each entity), type, title in Wikipedia, words and head."""

    group: str
    type: str
    title: str | None
    words: tuple[Word, ...]
    head: int

    @property
    def form(self) -> str:
        """Return name, nominal or pronoun, by the part of speech of the head."""
        pos = self.words[self.head].pos
        return {"PROPN": "name", "PRON": "pronoun", "DET": "pronoun"}.get(pos, "nominal")

    def span(self) -> tuple[int, int]:
        """Return the characters: of a name, the proper nouns around the head only."""
        first = last = self.head
        if self.form != "name":
            return self.words[0].start, self.words[-1].end
        while first and self.words[first - 1].pos == "PROPN":
            first -= 1
        while last + 1 < len(self.words) and self.words[last + 1].pos == "PROPN":
            last += 1
        return self.words[first].start, self.words[last].end


def sentences(lines: Sequence[str]) -> tuple[str, list[Sentence], dict[str, str]]:
    """Return the text, the sentences and the metadata of a document."""
    text, found, about, current = "", [], {}, Sentence()
    for line in [*lines, ""]:
        if line.startswith("# newpar") and not line.startswith("# newpar_"):
            text = text.rstrip() + "\n\n" if text else text
        elif line.startswith("# meta::"):
            name, _, value = line.removeprefix("# meta::").partition(" = ")
            about[name] = value
        elif not line and current.words:
            found.append(current)
            current = Sentence()
        elif line[:1].isdigit() and "-" not in (cells := line.split("\t"))[0]:
            brackets = re.search(r"(?:^|\|)Entity=([^|]*)", cells[9])
            current.words.append(Word(len(text), len(text) + len(cells[1]), cells[3],
                                      brackets.group(1) if brackets else ""))
            text += cells[1] + ("" if "SpaceAfter=No" in cells[9] else " ")
    return text.rstrip(), found, about


def mentions(sentence: Sentence) -> Iterator[Found]:
    """Yield the mentions of persons, organizations and places of a sentence."""
    opened: list[tuple[list[str], int]] = []
    for index, word in enumerate(sentence.words):
        for bracket in BRACKET.finditer(word.brackets):
            if bracket["fields"]:
                opened.append((bracket["fields"].split("-", 7), index))
                if not bracket["single"]:
                    continue
                fields, first = opened.pop()
            else:
                place = max(i for i, (f, _) in enumerate(opened) if f[0] == bracket["end"])
                fields, first = opened.pop(place)
            if len(fields) > 5 and fields[1] in LABELS:
                title = unquote(fields[7]).replace("_", " ") if len(fields) > 7 else None
                yield Found(fields[0], fields[1], title, tuple(sentence.words[first:index + 1]),
                            int(fields[5].split(",")[0]) - 1)


def gum_row(path: Path) -> dict[str, Any]:
    """Return one document as a line of gold, without quotations.

    Entities that have no name in the document are optional.
    """
    lines = gzip.decompress(path.read_bytes()).decode("utf-8").splitlines()
    text, found, about = sentences(lines)
    article = Article(key=path.name.split(".")[0], text=text, title=about.get("title"),
                      published=about.get("dateCreated"))
    rows, groups = [], {}
    for mention in (m for sentence in found for m in mentions(sentence)):
        start, end = mention.span()
        groups.setdefault(mention.group, []).append(mention)
        rows.append({"start": start, "end": end, "text": text[start:end], "form": mention.form,
                     "label": LABELS[mention.type], "entity": mention.group})
    entities = {group: _entity(article, group, members, text) for group, members in groups.items()}
    for row in rows:
        entity = entities[row["entity"]]
        row |= {"entity": entity["id"]}
        if entity["type"] == "unnamed":
            row["level"] = "optional"
    return {"article": article.to_dict(), "entities": list(entities.values()),
            "mentions": rows, "quotations": []}


def _entity(article: Article, group: str, members: list[Found], text: str) -> dict[str, Any]:
    """Return the entity of a group; ids hold the article, as groups are numbered in each."""
    names = sorted({text[slice(*m.span())] for m in members if m.form == "name"},
                   key=lambda name: (-len(name), name))
    title = next((m.title for m in members if m.title), None)
    name = title or (names[0] if names else members[0].title or text[slice(*members[0].span())])
    return {"id": f"actor/{article.id}-{group}", "type": members[0].type if names else "unnamed",
            "name": name, "wikidata": None, "aliases": names, "title": title}


def read_gum(folder: Path) -> list[dict[str, Any]]:
    """Return the documents of a folder as gold, in the order of their names."""
    return [gum_row(path) for path in sorted(folder.glob("*.conllu.gz"))]


def score_links(compared: Iterable[Judged], *, seed: int = 0) -> dict[str, Any]:
    """Score the Wikidata links of names against GUM's Wikipedia titles.

    A link is right where the linked entity's name is a variant of the title; precision is over the
    linked names that GUM links too, recall over all names that GUM links.
    """
    tallies = []
    for judged in compared:
        case, right, linked = judged.case, 0, 0
        for g, p, _ in case.mentions:
            gold, found = case.gold_mentions[g], case.predicted_mentions[p]
            title = _title(case.gold_entities, gold)
            entity = case.predicted_entities[found["entity"]]
            if title and entity.get("wikidata"):
                linked += 1
                right += _same(title, entity)
        total = sum(_title(case.gold_entities, m) is not None for m in case.gold_mentions)
        tallies.append(Tally.even(right, linked, total))
    return {"figures": {"wikipedia link": figure("wikipedia link", tallies, seed=seed).to_dict()}}


def _title(entities: Mapping[str, Any], mention: Mapping[str, Any]) -> str | None:
    return entities[mention["entity"]]["title"] if mention["form"] == "name" else None


def _same(title: str, entity: Mapping[str, Any]) -> bool:
    """Say whether a title (its part in brackets apart) and an entity bear one name."""
    title = re.sub(r" \(.*\)$|,.*$", "", title)
    names = (entity["name"], *entity.get("aliases", ()))
    return any(variant(title, name, person=entity["type"] == "person") for name in names)
