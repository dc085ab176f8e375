"""Three invented articles and what they say: the example graph of the ontology.

They use every term of the ontology at least once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from quoth.records import (
    Article,
    Entity,
    Event,
    Facts,
    Mention,
    Quotation,
    Region,
    Role,
    Span,
    Statement,
)

MODEL = "example by hand"

BRIDGE = """\
Bridge will open in May, mayor says
LINDHOLM, March 3. /NNA/. The new bridge over the Lind will open in May, Mayor Anna Berg told \
the city council on Thursday.

“We have waited ten years for this,” she said. “Now it is there.”

According to the engineer in charge, the bridge is “safe and sound”. Berg did not say what it cost.

Council member Jonas Falk said that the mayor of Lindholm had promised him that nobody would \
pay a toll. He hopes that Norway will pay its share.

Leave a comment
"""

LETTER = """\
Toll on the Lind bridge: a letter from Oslo
Norway will pay a third of the bridge, Transport Minister Ingrid Solheim wrote in a letter that \
her deputy Per Lunde read out to the council of Lindholm. The Lind Bridge Company called on \
drivers to be patient.

Ms Berg told the council the bridge would be open in May. Jonas Falk denied that Norway was late.
Norway is late with its money, the company said.
"""

STREET = """\
"Nobody asked us", residents of the harbour wrote on Facebook in 2021.
"""


def span(text: str, words: str, nth: int = 1) -> Span:
    """Return where `words` stand in the text for the nth time."""
    start = -1
    for _ in range(nth):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def mention(text: str, words: str, entity: str, label: str = "PERSON", nth: int = 1,
            **known: Any) -> Mention:
    """Return a mention of an entity."""
    return Mention(*span(text, words, nth), words, label, entity=entity, **known)


def quotation(article: Article, *contents: str, cue: str | None = None, source: str | None = None,
              **known: Any) -> Quotation:
    """Return a quotation whose parts are given by their words; `cue` and `source` come first."""
    text = article.text
    content = tuple(span(text, words) for words in contents)
    cue_span = span(text, cue) if cue else None
    source_span = span(text, source) if source else None
    return Quotation(
        id=f"q{content[0].start}-{content[-1].end}", article=article.id, content=content,
        text=" ".join(contents), cue=cue_span, cue_text=cue, source=source_span,
        source_text=source, **known,
    )


BERG, FALK, SOLHEIM = "actor/anna-berg", "actor/jonas-falk", "actor/ingrid-solheim"
LUNDE, NORWAY, COUNCIL = "actor/per-lunde", "actor/norway", "actor/city-council-of-lindholm"
COMPANY, DRIVERS, LIND = "actor/lind-bridge-company", "actor/drivers", "actor/lind"
LINDHOLM, SESSION = "actor/lindholm", "event/session-of-the-city-council-2022-03-03"
MAYOR = Role("Mayor", LINDHOLM)
ENTITIES = {
    entity.id: entity
    for entity in (
        Entity(BERG, "person", "Anna Berg", aliases=("Berg", "Ms Berg"), gender="f"),
        Entity(FALK, "person", "Jonas Falk"),
        Entity(SOLHEIM, "person", "Ingrid Solheim", country="no"),
        Entity(LUNDE, "person", "Per Lunde"),
        Entity(NORWAY, "place", "Norway", wikidata="Q20", kb="no"),
        Entity(COUNCIL, "organization", "City Council of Lindholm"),
        Entity(COMPANY, "organization", "Lind Bridge Company"),
        Entity(DRIVERS, "group", "drivers"),
        Entity(LIND, "place", "Lind"),
        Entity(LINDHOLM, "place", "Lindholm"),
    )
}


def _entities(*ids: str, roles: dict[str, tuple[Role, ...]] | None = None) -> tuple[Entity, ...]:
    return tuple(replace(ENTITIES[name], roles=(roles or {}).get(name, ())) for name in ids)


def _bridge() -> Facts:
    furniture = span(BRIDGE, "Leave a comment")
    article = Article(
        key="bridge.txt", text=BRIDGE, title="Bridge will open in May, mayor says",
        published="2022-03-03T18:30:00+01:00", publisher="The Harbour Post",
        agency="Norrland News Agency", dateline="LINDHOLM, March 3. /NNA/", author="Kim Dahl",
        language="en", url="https://harbour-post.example/bridge",
        regions=(Region(*furniture, "boilerplate"),),
    )
    mayor = replace(MAYOR, evidence=span(BRIDGE, "Mayor Anna Berg"))
    member = Role("Council member", COUNCIL, span(BRIDGE, "Council member Jonas Falk"))
    engineer = f"article/{article.id}/source{BRIDGE.index('the engineer')}" \
               f"-{BRIDGE.index('the engineer') + len('the engineer in charge')}"
    opening = quotation(
        article, "The new bridge over the Lind will open in May", cue="told",
        source="Mayor Anna Berg", cue_lemma="tell", act="say", speaker=BERG, confidence=0.98,
        said_on="2022-03-03", occasion=SESSION, addressee=COUNCIL, place=LINDHOLM,
        medium="speech", in_capacity=MAYOR, mentions=(LIND,), statement="statement/opening",
        reasons=("source beside the cue", "name of a person"),
    )
    waited = quotation(
        article, "“We have waited ten years for this,”", "“Now it is there.”", cue="said",
        source="she", form="direct", cue_lemma="say", act="say", speaker=BERG, confidence=0.93,
        said_on="2022-03-03", occasion=SESSION, statement="statement/waited",
    )
    safe = quotation(
        article, "the bridge is “safe and sound”", cue="According to",
        source="the engineer in charge", form="mixed", cue_lemma="according to", act="say",
        speaker=engineer, confidence=0.9, verbatim=(span(BRIDGE, "safe and sound"),),
        statement="statement/safe",
    )
    cost = quotation(
        article, "what it cost", cue="say", cue_lemma="say", act="say", speaker=BERG,
        confidence=0.6, negated=True, statement="statement/cost",
    )
    cost = replace(cost, source=span(BRIDGE, "Berg", 2), source_text="Berg")
    promised = quotation(
        article, "the mayor of Lindholm had promised him that nobody would pay a toll",
        cue="said that", source="Council member Jonas Falk", cue_lemma="say", act="say",
        speaker=FALK, confidence=0.97, in_capacity=Role("Council member", COUNCIL),
        mentions=(BERG, LINDHOLM), statement="statement/promised",
    )
    toll = quotation(
        article, "nobody would pay a toll", cue="promised", source="the mayor of Lindholm",
        cue_lemma="promise", act="promise", speaker=BERG, addressee=FALK, confidence=0.81,
        within=promised.id, statement="statement/toll",
    )
    share = quotation(
        article, "Norway will pay its share", cue="hopes", source="He", cue_lemma="hope",
        act="hope", attitude=True, speaker=FALK, confidence=0.88, mentions=(NORWAY,),
        statement="statement/share",
    )
    mentions = (
        mention(BRIDGE, "Lind", LIND, "LOC"), mention(BRIDGE, "LINDHOLM", LINDHOLM, "GPE"),
        mention(BRIDGE, "Mayor Anna Berg", BERG), mention(BRIDGE, "she", BERG, form="pronoun"),
        mention(BRIDGE, "the city council", COUNCIL, "ORG", form="nominal", confidence=0.85),
        mention(BRIDGE, "the mayor of Lindholm", BERG, form="nominal", confidence=0.92),
        mention(BRIDGE, "Lindholm", LINDHOLM, "GPE"),
        mention(BRIDGE, "Council member Jonas Falk", FALK),
        mention(BRIDGE, "He", FALK, form="pronoun"), mention(BRIDGE, "Norway", NORWAY, "GPE"),
    )
    source = Entity(engineer, "unnamed", "the engineer in charge",
                    roles=(Role("engineer", LINDHOLM),))
    return Facts(
        article,
        (*_entities(BERG, FALK, NORWAY, COUNCIL, LIND, LINDHOLM,
                    roles={BERG: (mayor,), FALK: (member,)}), source),
        mentions, (opening, waited, safe, cost, promised, toll, share),
        (Event(SESSION, "Session of the City Council", "2022-03-03", COUNCIL, LINDHOLM),), MODEL,
    )


def _letter() -> Facts:
    article = Article(
        key="letter.html", text=LETTER, title="Toll on the Lind bridge: a letter from Oslo",
        published="2022-03-04", publisher="Lindholm Today", language="en",
    )
    minister = Role("Transport Minister", NORWAY,
                    span(LETTER, "Transport Minister Ingrid Solheim"))
    third = quotation(
        article, "Norway will pay a third of the bridge", cue="wrote",
        source="Transport Minister Ingrid Solheim", cue_lemma="write", act="promise",
        speaker=SOLHEIM, voice=LUNDE, medium="letter", addressee=COUNCIL, confidence=0.95,
        in_capacity=Role("Transport Minister", NORWAY), mentions=(NORWAY,),
        statement="statement/third",
    )
    patient = quotation(
        article, "be patient", cue="called on", source="The Lind Bridge Company",
        cue_lemma="call on", act="call-for", speaker=COMPANY, addressee=DRIVERS, confidence=0.9,
        statement="statement/patient",
    )
    opening = quotation(
        article, "the bridge would be open in May", cue="told", source="Ms Berg",
        cue_lemma="tell", act="say", speaker=BERG, addressee=COUNCIL, confidence=0.94,
        statement="statement/opening",
    )
    late = quotation(
        article, "Norway was late", cue="denied that", source="Jonas Falk", cue_lemma="deny",
        act="deny", speaker=FALK, confidence=0.92, mentions=(NORWAY,),
        statement="statement/late",
    )
    money = quotation(
        article, "Norway is late with its money", cue="said", source="the company",
        cue_lemma="say", act="say", speaker=COMPANY, confidence=0.83, mentions=(NORWAY,),
        statement="statement/money",
    )
    mentions = (
        mention(LETTER, "Jonas Falk", FALK), mention(LETTER, "Norway", NORWAY, "GPE"),
        mention(LETTER, "Transport Minister Ingrid Solheim", SOLHEIM),
        mention(LETTER, "Per Lunde", LUNDE), mention(LETTER, "drivers", DRIVERS, "GROUP",
                                                     form="nominal"),
        mention(LETTER, "The Lind Bridge Company", COMPANY, "ORG"),
        mention(LETTER, "Ms Berg", BERG),
    )
    return Facts(
        article,
        _entities(SOLHEIM, LUNDE, NORWAY, COUNCIL, COMPANY, DRIVERS, BERG, FALK,
                  roles={SOLHEIM: (minister,)}),
        mentions, (third, patient, opening, late, money), (), MODEL,
    )


def _street(key: str = "street.txt", statement: str = "statement/asked", **known: str) -> Facts:
    article = Article(key=key, text=STREET, **{"published": "2022-03", **known})
    start = STREET.index("residents")
    source = f"article/{article.id}/source{start}-{start + len('residents of the harbour')}"
    asked = quotation(
        article, '"Nobody asked us"', cue="wrote", source="residents of the harbour",
        form="direct", cue_lemma="write", act="criticise", speaker=source, medium="facebook",
        said_on="2021", confidence=0.86, statement=statement,
    )
    return Facts(article, (Entity(source, "unnamed", "residents of the harbour"),), (), (asked,),
                 (), MODEL)


def facts() -> list[Facts]:
    """Return what the three articles say."""
    return [_bridge(), _letter(), _street()]


def reprinted() -> list[Facts]:
    """Return what the three articles and another print of the third say."""
    *others, street = facts()
    again = _street("street-again.txt", "statement/asked-again", published="2022-03-05",
                    publisher="Lindholm Today")  # unnamed sources are never joined
    return [*others, *(replace(one, work=street.article.id) for one in (street, again))]


def statements(facts_all: Iterable[Facts] | None = None) -> list[Statement]:
    """Return the statements that the quotations of `facts`, or of others, report."""
    found: dict[str, list[tuple[Facts, Quotation]]] = {}
    for one in facts() if facts_all is None else facts_all:
        for quoted in one.quotations:
            found.setdefault(quoted.statement or "", []).append((one, quoted))
    return [
        Statement(name, reports[0][1].speaker,
                  tuple((one.article.id, quoted.id) for one, quoted in reports),
                  min((quoted.text for _, quoted in reports), key=len))
        for name, reports in found.items()
    ]
