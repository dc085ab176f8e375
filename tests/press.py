"""Facts for the tests of the views: the seed articles resolved by hand, and a made-up press of any
size. Nothing of the extraction runs here."""

import random
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from quoth.linking.statements import label
from quoth.records import (
    Article,
    Entity,
    Facts,
    Mention,
    Quotation,
    Region,
    Role,
    Span,
    Statement,
)

SEEDS = Path(__file__).resolve().parents[1] / "seeds" / "articles"
LABEL = {"person": "PERSON", "organization": "ORG", "place": "GPE", "group": "GROUP"}


def actor(kind: str, slug: str, name: str, *aliases: str, role: tuple[str, str] | None = None,
          wikidata: str | None = None) -> Entity:
    roles = (Role(role[0], f"actor/{role[1]}"),) if role else ()
    return Entity(f"actor/{slug}", kind, name, wikidata, aliases, roles)


ACTORS = {e.id: e for e in (
    actor("person", "arayik-harutyunyan", "Arayik Harutyunyan", "Harutyunyan", "Harutyunyaan",
          role=("President", "artsakh")),
    actor("person", "vladimir-putin", "Vladimir Putin", "Putin", role=("President", "russia"),
          wikidata="Q7747"),
    actor("person", "sergey-lavrov", "Sergey Lavrov", "Lavrov",
          role=("Foreign Minister", "russia"), wikidata="Q58217"),
    actor("person", "alexander-pankin", "Alexander Pankin", role=("Deputy Foreign Minister",
                                                                  "russia")),
    actor("person", "kassym-jomart-tokayev", "Kassym-Jomart Tokayev", "Tokayev",
          "President of Kazakhstan", role=("President", "kazakhstan")),
    actor("person", "andrey-serdyukov", "Andrey Serdyukov", "Serdyukov",
          role=("Commander", "csto-collective-forces")),
    actor("person", "nikol-pashinyan", "Nikol Pashinyan", "Pashinyan",
          role=("Prime Minister", "armenia")),
    actor("person", "stanislav-zas", "Stanislav Zas", "Zas", role=("Secretary General", "csto")),
    actor("organization", "csto", "Collective Security Treaty Organization", "CSTO",
          wikidata="Q318693"),
    actor("organization", "csto-collective-forces", "CSTO Collective Forces"),
    actor("organization", "valdai-club", "Valdai Club"),
    actor("place", "kazakhstan", "Kazakhstan", "Kazakh", wikidata="Q232"),
    actor("place", "russia", "Russia", "Russian Federation", "RF", "Russian", wikidata="Q159"),
    actor("place", "armenia", "Armenia", "Armenian", wikidata="Q399"),
    actor("place", "artsakh", "Artsakh"),
    actor("place", "azerbaijan", "Azerbaijan", "Azerbaijani"),
    actor("place", "central-asia", "Central Asia"),
    actor("place", "almaty", "Almaty", "Alma-Ata"),
    actor("place", "nur-sultan", "Nur-Sultan"),
    actor("place", "eurasia", "Eurasia"),
    actor("group", "kazakh-authorities", "the Kazakh authorities", "Kazakh authorities"),
)}

# file number -> title, published, publisher, agency, boilerplate marks (from text, to the end)
ABOUT = {
    0: ("Artsakh President on Kazakhstan", "2022-01-10", "Artsakh Press", None, None),
    1: ("Artsakh President says developments in Kazakhstan dangerous for neighboring regions",
        "2022-01-10", "Day newsfeed", None, "Media can quote materials"),
    2: ("Valdai Club welcomed by Lavrov letter lauding CSTO peacekeeping effort in Kazakhstan",
        "2022-02-09", "TASS", "TASS", None),
    3: ("Russian Peacemakers Help Kazakhstan Hold Tough Situation", "2022-01-10", "Ru-Main",
        "TASS", "Related Posts"),
    4: (None, "2022-01-11", None, None, None),
}

# file, speaker, form, act, source, cue, content (| between the parts), statement label
TOLD = [
    (0, "arayik-harutyunyan", "direct", None, "Artsakh Republic President Arayik Harutyunyan",
     "wrote", "In recent days, I have been closely following|contiguous regions", "watching"),
    (0, "arayik-harutyunyan", "direct", None, "President Harutyunyan", "said",
     "“It is obvious that extremist groups|this process,”", "extremists"),
    (0, "arayik-harutyunyan", "mixed", None, "He", "said",
     "the deployment of the CSTO peacekeepers|disasters.”", "effective"),
    (0, "arayik-harutyunyan", "indirect", "note", "He", "further noted",
     "thanks to the timely intervention|organized crime", "timely"),
    (1, "arayik-harutyunyan", "indirect", None, "President of the Artsakh Republic",
     "said in a statement", "The developments in Kazakhstan are worrying|neighboring regions",
     "watching"),
    (1, "arayik-harutyunyan", "direct", None, "he", "said",
     "“It is obvious that extremist groups|in Kazakhstan,”", "extremists"),
    (1, "arayik-harutyunyan", "mixed", "add", None, "adding",
     "“radical Pan-Turkic circles|process.”", "extremists"),
    (1, "arayik-harutyunyan", "direct", "note", "the President", "noted",
     "“Developments in the current situation|Kazakh authorities.”", "effective"),
    (1, "arayik-harutyunyan", "indirect", None, "him", "According to",
     "due to the timely intervention|its neutralization", "timely"),
    (1, "arayik-harutyunyan", "direct", "add", "Harutyunyan", "added",
     "“Not long ago, in September|our region,”", "war"),
    (2, "sergey-lavrov", "indirect", None, "Russian Foreign Minister Sergey Lavrov",
     "said in a welcome letter", "The Collective Security Treaty Organization’s|the organization",
     "mature"),
    (2, "sergey-lavrov", "direct", None, "the statement", "reads",
     "\"I state with satisfaction|in general,\"", "factor"),
    (2, "sergey-lavrov", "direct", "note", "the letter", "noted",
     "\"The coordinated actions|high efficiency,\"", "mature"),
    (2, "sergey-lavrov", "direct", "conclude", "Lavrov’s letter", "concluded",
     "\"I expect that|of Eurasia,\"", "expect"),
    (2, "kassym-jomart-tokayev", "indirect", "claim", "Kazakh President Kassym-Jomart Tokayev",
     "claimed", "it was an attempted|insurrection", "coup"),
    (2, None, "indirect", None, "the authorities", "According to",
     "more than 4,500 people|were killed", "casualties"),
    (3, "vladimir-putin", "indirect", "state", "Russian President, Vladimir Putin", "as stated by",
     "The peacekeeping contingent will be|the republic", "limited"),
    (3, "vladimir-putin", "direct", None, "Putin", "said", "“A contingent of the|for the use,”",
     "limited"),
    (3, "kassym-jomart-tokayev", "indirect", "announce", "Tokayev", "announced",
     "he had replaced|Security Council", "council"),
    (3, "vladimir-putin", "indirect", "call", "The Russian leader", "called",
     "the CSTO peacekeeping operation|legitimate", "legitimate"),
    (3, "vladimir-putin", "indirect", None, "Putin", "said",
     "In the case of Kazakhstan|effectively", "practice"),
    (3, "vladimir-putin", "direct", None, "the Russian leader", "said",
     "“We understand that the threat|the situation,”", "forces"),
    (3, "vladimir-putin", "direct", "ask", "Putin", "asked", "“Where did these gangs|come from?”",
     "gangs"),
    (3, "vladimir-putin", "indirect", "propose", "Putin", "proposed",
     "to instruct the secretaries|interference", "instruct"),
    (3, "vladimir-putin", "mixed", "note", "He", "noted",
     "the commander of the CSTO|his job.”", "job"),
    (3, "andrey-serdyukov", "direct", None, "Serdyukov", "said",
     "“The fulfilment of tasks|stabilized,”", "until"),
    (3, "andrey-serdyukov", "indirect", "clarify", "the commander", "clarified",
     "Russian citizens who expressed|Aerospace Forces", "flights"),
    (4, "nikol-pashinyan", "indirect", None, "Armenian Prime Minister Nikol Pashinyan", "said",
     "Decision to send CSTO|this country", "decision"),
    (4, "nikol-pashinyan", "direct", "clarify", "The prime minister", "clarify",
     "“Given the rapid|facilities”", "decision"),
    (4, "nikol-pashinyan", "mixed", "consider", "Nikol Pashinyan", "considers",
     "the situation in Kazakhstan alarming|groups”", "alarming"),
    (4, "nikol-pashinyan", "indirect", "stress", "the Prime Minister", "stressed",
     "not so long ago, Armenia|44-day war", "mercenaries"),
    (4, "nikol-pashinyan", "indirect", "believe", "Pashinyan", "believes",
     "the efforts of the CSTO|excesses", "restore"),
    (4, "stanislav-zas", "indirect", None, "CSTO Secretary General Stanislav Zas", "said",
     "this is the bloc’s first|mechanism works", "mechanism"),
    (4, "stanislav-zas", "indirect", None, "Zas", "According to",
     "the peacekeepers have been deployed|completed", "deployed"),
    (4, "vladimir-putin", "mixed", "stress", "The Russian President", "stressed",
     "the CSTO, for the first time|effectively”", "practice"),
    (4, "vladimir-putin", "direct", "state", "Putin", "stated",
     "“The measures taken by the CSTO|be realized”", "colour"),
    (4, "vladimir-putin", "indirect", "assure", "The Russian president", "assured",
     "the peacekeeping contingent will|functions", "limited"),
    (4, "kassym-jomart-tokayev", "indirect", None,
     "President of Kazakhstan Kassym-Jomart Tokayev", "said",
     "the large-scale anti-terrorist|CSTO mission", "operation"),
    (4, "kassym-jomart-tokayev", "mixed", "state", "He", "stated",
     "terrorists and “foreign|in the country", "foreign"),
    (4, "kassym-jomart-tokayev", "direct", None, "him", "According to",
     "“It is no coincidence|their tracks”", "morgues"),
    (4, "kassym-jomart-tokayev", "indirect", None, "Tokayev", "According to",
     "all events that have taken|being prepared", "coup"),
]


def place_of(text: str, part: str, start: int = 0) -> Span:
    found = text.index(part, start)
    return Span(found, found + len(part))


def near(text: str, part: str | None, content: Span) -> Span | None:
    """Return the occurrence of `part` that is nearest to the content and outside it."""
    if part is None:
        return None
    spans = (Span(*m.span()) for m in re.finditer(rf"(?<!\w){re.escape(part)}(?!\w)", text))
    return min((s for s in spans if not s.overlaps(content)),
               key=lambda s: min(abs(s.end - content.start), abs(s.start - content.end)))


def mentions_in(text: str) -> list[Mention]:
    names = sorted(((name, e) for e in ACTORS.values() for name in (e.name, *e.aliases)),
                   key=lambda pair: -len(pair[0]))
    taken: list[Mention] = []
    for name, entity in names:
        for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            span = Span(*m.span())
            if not any(span.overlaps(t.span) for t in taken):
                taken.append(Mention(*span, m.group(), LABEL[entity.type], "name", entity.id))
    return sorted(taken, key=lambda m: m.start)


def quotation(facts: Facts, row: tuple) -> Quotation:
    _, slug, form, act, source, cue, content, statement = row
    text, article = facts.article.text, facts.article
    first, last = content.split("|")
    start = text.index(first)
    span = Span(start, place_of(text, last, start).end)
    said_by, how = near(text, source, span), near(text, cue, span)
    speaker = f"actor/{slug}" if slug else None
    if slug is None and said_by:
        speaker = f"article/{article.id}/source{said_by.start}-{said_by.end}"
    known = {m.entity for m in facts.mentions if span.contains(m.span)} - {speaker, None}
    return Quotation(
        f"q{span.start}-{span.end}", article.id, (span,), span.of(text), form, how, cue,
        cue and cue.split()[0].lower(), act, act in ("believe", "consider"), False, said_by, source,
        speaker, ACTORS[speaker].name if speaker in ACTORS else source, 0.9,
        verbatim=tuple(Span(span.start + m.start(), span.start + m.end()) for m in re.finditer(
            "“[^”]*”", span.of(text))) if form == "mixed" else (),
        mentions=tuple(sorted(known)), statement=f"statement/{slug}-{statement}",
        medium="facebook" if cue == "wrote" else None)


def seed_facts() -> list[Facts]:
    """Return the five seed articles with the quotations of `TOLD`."""
    found = []
    for number, path in enumerate(sorted(SEEDS.glob("*.txt"))):
        text = path.read_text("utf-8")
        title, published, publisher, agency, mark = ABOUT[number]
        regions = (Region(text.index(mark), len(text), "boilerplate"),) if mark else ()
        article = Article(path.name, text, title=title, published=published, publisher=publisher,
                          agency=agency, language="en", regions=regions)
        facts = Facts(article, mentions=tuple(mentions_in(text)), model="hand")
        quotations = tuple(quotation(facts, row) for row in TOLD if row[0] == number)
        found.append(facts.replace(quotations=quotations, entities=tuple(entities(
            facts, quotations))))
    return found


def entities(facts: Facts, quotations: Iterable[Quotation]) -> list[Entity]:
    ids = {m.entity for m in facts.mentions} | {q.speaker for q in quotations}
    known = [e for e in ACTORS.values() if e.id in ids]
    unnamed = [Entity(q.speaker, "unnamed", q.source_text or "") for q in quotations
               if q.speaker and q.speaker not in ACTORS]
    return known + unnamed


def statements_of(facts_all: Iterable[Facts]) -> list[Statement]:
    """Group the quotations by their statement, earliest published first."""
    groups: dict[str, list[tuple]] = {}
    for facts in facts_all:
        for q in facts.quotations:
            groups.setdefault(q.statement or "", []).append(
                (facts.article.published or "", facts.article.id, q.id, q))
    return [
        Statement(sid, rows[0][3].speaker, tuple((row[1], row[2]) for row in sorted(
            rows, key=lambda row: row[:3])), label(row[3] for row in rows))
        for sid, rows in sorted(groups.items())
    ]


def syndicated() -> list[Facts]:
    """Return the seed articles, the third of them printed again by one paper, by another twice."""
    facts_all = seed_facts()
    wire = facts_all[2].replace(work=facts_all[2].article.id)
    found = [*facts_all[:2], wire, *facts_all[3:]]
    for number, paper in enumerate(("Daily", "Evening", "Evening")):
        article = replace(wire.article, key=f"copy-{number}.txt", publisher=paper, id="",
                          published=f"2022-02-1{number}")
        told = tuple(replace(q, article=article.id, id=f"q{q.content[0].start + 1}-{number}")
                     for q in wire.quotations)
        found.append(wire.replace(article=article, quotations=told))
    return found


KINDS = ("person", "person", "person", "organization", "place", "group")
FORMS = ("direct", "indirect", "indirect", "mixed")
CAMPS = 7
ACTS = (None, "announce", "deny", "promise", "warn")


def made_up(actors: int, quotations: int, *, seed: int = 7) -> list[Facts]:
    """Return a made-up press: speakers by a Zipf law, in camps that mostly name their own; ten
    quotations an article, six outlets."""
    rng = random.Random(seed)
    known = [Entity(f"actor/a{n}", KINDS[n % 6], f"{KINDS[n % 6].title()} {n}", None, (),
                    (Role(f"Role {n % 9}"),)) for n in range(actors)]
    weights = [1 / (n + 3) ** 0.7 for n in range(actors)]
    speakers = rng.choices(range(actors), weights, k=quotations)
    camps = [list(range(c, actors, CAMPS)) for c in range(min(CAMPS, actors))]
    shares = [[weights[n] for n in camp] for camp in camps]
    mentioned = rng.choices(range(actors), weights, k=2 * quotations)
    at_home = [iter(rng.choices(camp, share, k=2 * quotations)) for camp, share in zip(
        camps, shares, strict=True)]
    mentioned = [next(at_home[speakers[k // 2] % CAMPS]) if rng.random() < 0.85 else m
                 for k, m in enumerate(mentioned)]
    quiet = iter(range(actors))  # everybody is spoken of at least once
    found = []
    for number in range(0, quotations, 10):
        day = date(2022, 1, 1) + timedelta(days=number // 10 % 300)
        article = Article(f"made-{number}.txt", "x" * 400, title=f"Report {number}",
                          published=day.isoformat(), publisher=f"Outlet {number % 6}",
                          sha256="0" * 64)
        rows = tuple(
            Quotation(f"q{10 * k}-{10 * k + 9}", article.id, (Span(10 * k, 10 * k + 9),),
                      f"Made-up sentence {number + k} about matter {(number + k) % 97}.",
                      FORMS[(number + k) % 4], cue_text="said", act=ACTS[(number + k) % 5],
                      speaker=known[speakers[number + k]].id,
                      statement=f"statement/{number + k:06d}",
                      mentions=tuple(sorted({known[m].id for m in (
                          mentioned[2 * (number + k)], mentioned[2 * (number + k) + 1],
                          *islice(quiet, 2))})))
            for k in range(min(10, quotations - number)))
        ids = {q.speaker for q in rows} | {m for q in rows for m in q.mentions}
        found.append(Facts(article, tuple(known[int(i[7:])] for i in sorted(ids)), (), rows))
    return found


def unrelated(articles: int) -> list[Facts]:
    """Return articles that share nobody: in each one person speaks of a body, and another of
    nobody."""
    found = []
    for n in range(articles):
        one, other, body = (Entity(f"actor/a{3 * n + k}", kind, f"{kind.title()} {3 * n + k}")
                            for k, kind in enumerate(("person", "person", "organization")))
        article = Article(f"apart-{n}.txt", "x" * 40, title=f"Report {n}",
                          published="2022-01-01", publisher="Outlet", sha256="0" * 64)
        said = (Quotation(f"q{10 * k}-{10 * k + 9}", article.id, (Span(10 * k, 10 * k + 9),),
                          f"Sentence {3 * n + k}.", "direct", cue_text="said", act="say",
                          speaker=who.id, statement=f"statement/{3 * n + k:06d}",
                          mentions=named)
                for k, (who, named) in enumerate(((one, (body.id,)), (other, ()))))
        found.append(Facts(article, (one, other, body), (), tuple(said)))
    return found
