"""Article pages: the text with each quotation's source, cue and content marked and linked.

A page stands alone: it opens from the file system, holds its style and script, and asks no server
for anything. `ID.html#q17-210` leads to a quotation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from markupsafe import Markup, escape

from quoth.records import Article, Entity, Facts, Quotation, Statement
from quoth.views import rows
from quoth.views.census import Census, Printed
from quoth.views.looks import STYLES
from quoth.views.page import policy, template
from quoth.views.reports import SHOWN, Reports, other_reports


@dataclass(frozen=True)
class Links:
    """Where the links of a page lead: here to the graph page and to the files of the articles."""

    graph: str = "../graph.html"

    def actor(self, entity: str) -> str:
        """Return the address of somebody."""
        return f"{self.graph}#actor={quote(entity.removeprefix('actor/'), safe='')}"

    def quotation(self, article: str, quotation: str) -> str:
        """Return the address of a quotation in another article."""
        return f"{article}.html#{quotation}"


LINES = "\0"  # where the lines of the list go
LISTED = 100  # other articles that print a text, on its page
REGION = 9  # the rank of a region: all else is drawn over it


class Layer(NamedTuple):
    """One marked span: what it is, and the quotation or entity that it belongs to."""

    start: int
    end: int
    role: str  # source, cue, content, mention, or the kind of a region
    owner: str
    rank: int  # of two layers the one with the lower rank gives the link


class Piece(NamedTuple):
    """Characters between two marks, with the layers that cover them."""

    start: int
    end: int
    layers: tuple[Layer, ...]


def write_article_pages(
    facts_all: Sequence[Facts], statements: Iterable[Statement], folder: str | Path,
    *, graph: str = "../graph.html",
) -> list[Path]:
    """Write `folder/ID.html` for each article and `folder/index.html`; return the paths."""
    folder, census = Path(folder), Census(facts_all)
    folder.mkdir(parents=True, exist_ok=True)
    reports = other_reports(facts_all, statements)
    pages = [write_page(facts, census, reports, folder, graph=graph) for facts in facts_all]
    lines = map(index_line, sorted(facts_all, key=lambda facts: listed(facts.article)))
    return [*pages, write_index(lines, len(pages), folder, graph=graph)]


def write_page(facts: Facts, census: Census, reports: Reports, folder: Path, *,
               graph: str = "../graph.html") -> Path:
    """Write the page of an article; `census` is that of all, `reports` are those of others."""
    page = article_page(facts, census.known, reports, graph=graph,
                        same=census.same.get(facts.work, ()))
    path = folder / f"{facts.article.id}.html"
    with _whole(path) as part:
        part.write_text(page, "utf-8", "replace")
    return path


def write_index(lines: Iterable[str], count: int, folder: Path, *, graph: str = "../graph.html"
                ) -> Path:
    """Write the list of the articles, of the lines of all."""
    style = article_style()
    page = template("article/index.html").render(
        count=count, lines=LINES, graph=graph, style=Markup(style), policy=policy([], [style]))
    before, after = page.split(LINES)
    path = folder / "index.html"
    with _whole(path) as part, part.open("w", encoding="utf-8", errors="replace") as file:
        file.write(before)
        file.writelines(lines)
        file.write(after)
    return path


def listed(article: Article) -> tuple[str, str]:
    """Return what an article is ordered by in the list."""
    return article.published or "9999", article.id


def index_line(facts: Facts) -> str:
    """Return what the list of the articles says of one."""
    article = facts.article
    return template("article/line.html").render(
        id=article.id, headline=rows.headline(article), outlet=rows.outlet(article),
        published=article.published, count=len(facts.quotations),
        copy=facts.work not in (None, article.id))


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    """Give the path of a file to write, which then takes the place of an older one."""
    part = path.with_name(f".{path.name}.part")
    yield part
    part.replace(path)


def article_page(facts: Facts, known: Mapping[str, Entity], reports: Reports,
                 *, graph: str = "../graph.html", same: Sequence[Printed] = ()) -> str:
    """Return the HTML page of one article; `same` are those that print its text, with itself."""
    style, script, links = article_style(), article_script(), Links(graph)
    body = list(paragraphs(facts, known, links))
    return template("article/page.html").render(
        article=facts.article, headline=rows.headline(facts.article),
        outlet=rows.outlet(facts.article), graph=graph,
        copies=[one for one in same[: LISTED + 1] if one.id != facts.article.id][:LISTED],
        printed=len(same),
        first=facts.work == facts.article.id,
        paragraphs=body, titled=any(kind == "title" for kind, _ in body), style=Markup(style),
        cards=cards(facts, known, reports, links),
        script=Markup(script), policy=policy([script], [style]),
    )


@cache
def article_style() -> str:
    """Return the style sheet of the article pages."""
    return template("article/page.css").render(styles=STYLES)


@cache
def article_script() -> str:
    """Return the script of the article pages."""
    return files(__package__).joinpath("templates/article/page.js").read_text("utf-8")


def cards(facts: Facts, known: Mapping[str, Entity], reports: Reports,
          links: Links) -> list[dict[str, Any]]:
    """Return what the margin says of each quotation, in the order of the text."""
    ordered = sorted(facts.quotations, key=lambda q: (q.content[0], q.id))
    return [_card(q, facts, known, reports, links) for q in ordered]


def _card(quotation: Quotation, facts: Facts, known: Mapping[str, Entity], reports: Reports,
          links: Links) -> dict[str, Any]:
    speaker = known.get(quotation.speaker or "")
    pair = facts.article.id, quotation.id
    others = reports.get(pair, ())[:SHOWN]
    return {
        "quotation": quotation, "day": rows.day(quotation, facts.article),
        "speaker": speaker.name if speaker else quotation.speaker_name,
        "type": speaker.type if speaker and speaker.type in STYLES else "unnamed",
        "link": links.actor(quotation.speaker) if quotation.speaker else None,
        "mentions": [(known[m].name, links.actor(m)) for m in quotation.mentions
                     if m in known and m != quotation.speaker],
        "reports": [(one.place, f"#{one.quotation}" if one.article == facts.article.id else
                     links.quotation(one.article, one.quotation), one.text) for one in others],
        "told": reports.count(pair),
    }


def layers(facts: Facts) -> list[Layer]:
    """Return every marked span of the article; inner quotations come before outer ones."""
    found = [Layer(r.start, r.end, r.kind, "", REGION) for r in facts.article.regions]
    found += [Layer(m.start, m.end, "mention", m.entity, 8) for m in facts.mentions if m.entity]
    size = {q.id: q.content[-1].end - q.content[0].start for q in facts.quotations}
    order = sorted(facts.quotations, key=lambda q: (size[q.id], q.id))
    for rank, q in enumerate(order):
        inner = rank / len(order)
        found += [Layer(*span, "content", q.id, 2 + inner) for span in q.content]
        found += [Layer(*span, "verbatim", q.id, 4) for span in q.verbatim]
        found += [Layer(*span, role, q.id, inner) for span, role in (
            (q.source, "source"), (q.cue, "cue")) if span]
    length = len(facts.article.text)
    return [layer for layer in found if 0 <= layer.start < layer.end <= length]


def pieces(start: int, end: int, found: Sequence[Layer]) -> Iterator[Piece]:
    """Cut `start:end` wherever a layer begins or ends; the pieces join to the whole."""
    inside = [layer for layer in found if layer.start < end and layer.end > start]
    cuts = sorted({start, end, *(c for layer in inside for c in (layer.start, layer.end)
                                 if start < c < end)})
    over: list[tuple[int, Layer]] = []
    coming = sorted(enumerate(inside), key=lambda row: -row[1].start)
    for a, b in pairwise(cuts):
        over = [row for row in over if row[1].end >= b]
        while coming and coming[-1][1].start <= a:
            over.append(coming.pop())
        yield Piece(a, b, tuple(y for _, y in sorted(over, key=lambda row: (row[1].rank, row[0]))))


def paragraphs(facts: Facts, known: Mapping[str, Entity],
               links: Links) -> Iterator[tuple[str, Markup]]:
    """Yield the class and the marked-up text of each line that is not blank."""
    text = facts.article.text
    forms = {q.id: q.form for q in facts.quotations}
    anchors: dict[int, list[str]] = defaultdict(list)
    for q in facts.quotations:
        anchors[q.content[0].start].append(q.id)
    for start, end, over in split_lines(text, layers(facts)):
        if text[start:end].strip():
            parts = [_marked(text, piece, forms, anchors, known, links)
                     for piece in pieces(start, end, over)]
            yield _line_kind(start, text[start:end], over), Markup("").join(parts)


def split_lines(text: str, found: Sequence[Layer]) -> Iterator[tuple[int, int, list[Layer]]]:
    """Yield where each line begins and ends, and the layers in it in the order that they had."""
    coming = sorted(enumerate(found), key=lambda row: -row[1].start)
    over: list[tuple[int, Layer]] = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        while coming and coming[-1][1].start < end:
            over.append(coming.pop())
        over = [row for row in over if row[1].end > start]
        yield start, end, [layer for _, layer in sorted(over, key=lambda row: row[0])]
        start = end + 1


def _line_kind(start: int, line: str, over: Iterable[Layer]) -> str:
    """Return the kind of the region that covers the whole line, if one does."""
    first = start + len(line) - len(line.lstrip())
    last = start + len(line.rstrip())
    return next((y.role for y in over if y.rank == REGION and y.start <= first and last <= y.end),
                "")


def _marked(text: str, piece: Piece, forms: Mapping[str, str], anchors: Mapping[int, list[str]],
            known: Mapping[str, Entity], links: Links) -> Markup:
    """Return one piece as a link to its card, or to its actor, or as plain text."""
    anchor = "".join(f'<span class="anchor" id="{escape(q)}"></span>'
                     for q in anchors.get(piece.start, ()))
    body = escape(text[piece.start : piece.end])
    quoted = [y for y in piece.layers if y.role in ("source", "cue", "content")]
    named = next((known[y.owner] for y in piece.layers
                  if y.role == "mention" and y.owner in known), None)
    kinds = [y.role for y in piece.layers if y.rank in (4, REGION)]
    classes = dict.fromkeys([y.role for y in quoted] + [
        forms[y.owner] for y in quoted if y.role == "content"] + kinds)
    if named:
        classes |= {"named": None, named.type: None}
    kind, title = escape(" ".join(classes)), escape(named.name if named else "")
    if quoted and not body.strip():  # nothing to read in it, nothing to follow
        owners = " ".join(dict.fromkeys(y.owner for y in quoted))
        body = f'<span class="{kind}" data-q="{escape(owners)}">{body}</span>'
    elif quoted:
        owners = " ".join(dict.fromkeys(y.owner for y in quoted))
        body = (f'<a class="{kind}" data-q="{escape(owners)}" href="#card-'
                f'{escape(quoted[0].owner)}" title="{title}">{body}</a>')
    elif named:
        link = escape(links.actor(named.id))
        body = f'<a class="{kind}" href="{link}" title="{title}">{body}</a>'
    elif classes:
        body = f'<span class="{kind}">{body}</span>'
    return Markup(f"{anchor}{body}")  # each part is escaped above
