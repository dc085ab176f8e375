"""Outlets on one dispute: the small graph on which views of several articles are tested.

The Herald prints one text twice, and the Evening News has it too: copies.
"""

from __future__ import annotations

from news_example import mention, quotation
from quoth.linking.statements import cluster
from quoth.records import Article, Entity, Event, Facts, Role, Statement

ORLA, PIKE, WATER = "actor/orla-finn", "actor/ben-pike", "actor/water-board"
RIVER, HEARING = "actor/mill-river", "event/hearing-on-the-dam"
CHAIR = Role("Chair", WATER)
PEOPLE = (Entity(ORLA, "person", "Orla Finn"), Entity(PIKE, "person", "Ben Pike"),
          Entity(WATER, "organization", "Water Board"), Entity(RIVER, "place", "Mill River"))
EVENTS = (Event(HEARING, "Hearing on the dam", "2024-06-03", WATER),)

HERALD = """\
The dam on the Mill River must be torn down before it bursts, and the salmon will come back, Orla
Finn, chair of the Water Board, told the hearing. Its turbines have not turned
since March, she added. Ben Pike said the dam would outlive us
all. A clerk who asked not to be named said the inspectors had never been on the dam.
"""
COURIER = """\
The dam on the Mill River must be torn down before it bursts, Orla Finn said. Ben Pike denied that
the dam on the Mill River was in danger.
"""
GAZETTE = """\
The dam on the Mill River is in danger, Orla Finn said.
"""
POST = """\
"The salmon will come back to the Mill River," Orla Finn said a year later.
"""


def _herald(key: str = "herald.txt", publisher: str = "Herald") -> Facts:
    text = HERALD
    article = Article(key=key, text=text, published="2024-06-04", publisher=publisher,
                      language="en", title="Tear it down, says the chair")
    at = text.index("A clerk")
    clerk = f"article/{article.id}/source{at}-{at + len('A clerk')}"
    finn = quotation(
        article, "The dam on the Mill River must be torn down before it bursts, and the salmon "
        "will come back", cue="told", cue_lemma="tell", act="say", speaker=ORLA, confidence=0.9,
        occasion=HEARING, said_on="2024-06-03", in_capacity=CHAIR, mentions=(RIVER,))
    idle = quotation(article, "Its turbines have not turned\nsince March", cue="added",
                     cue_lemma="add", act="say", speaker=ORLA, confidence=0.9, occasion=HEARING)
    pike = quotation(article, "the dam would outlive us\nall", cue="said", cue_lemma="say",
                     act="say", speaker=PIKE, confidence=0.9, occasion=HEARING, mentions=(RIVER,))
    hidden = quotation(article, "the inspectors had never been on the dam", cue="said",
                       cue_lemma="say", act="say", speaker=clerk, confidence=0.8)
    return Facts(article, (*PEOPLE, Entity(clerk, "unnamed", "A clerk")),
                 (mention(text, "Mill River", RIVER, "LOC"),
                  mention(text, "Water Board", WATER, "ORG")),
                 (finn, idle, pike, hidden), EVENTS, "hand")


def _courier() -> Facts:
    article = Article(key="courier.txt", text=COURIER, published="2024-06-05", publisher="Courier",
                      language="en")
    finn = quotation(article, "The dam on the Mill River must be torn down before it bursts",
                     cue="said", cue_lemma="say", act="say", speaker=ORLA, confidence=0.9,
                     mentions=(RIVER,))
    denial = quotation(article, "the dam on the Mill River was in danger", cue="denied that",
                       cue_lemma="deny", act="deny", speaker=PIKE, confidence=0.9,
                       mentions=(RIVER,))
    return Facts(article, PEOPLE, (mention(COURIER, "Mill River", RIVER, "LOC"),), (finn, denial),
                 (), "hand")


def _post() -> Facts:
    article = Article(key="post.txt", text=POST, published="2025-06-01", publisher="Post",
                      language="en")
    finn = quotation(article, '"The salmon will come back to the Mill River,"', cue="said",
                     form="direct", cue_lemma="say", act="say", speaker=ORLA, confidence=0.9,
                     mentions=(RIVER,))
    return Facts(article, PEOPLE, (mention(POST, "Mill River", RIVER, "LOC"),), (finn,), (), "hand")


def _gazette() -> Facts:
    article = Article(key="gazette.txt", text=GAZETTE, published="2024-06-07", publisher="Gazette",
                      language="en")
    finn = quotation(article, "The dam on the Mill River is in danger", cue="said",
                     cue_lemma="say", act="say", speaker=ORLA, confidence=0.9, mentions=(RIVER,))
    return Facts(article, PEOPLE, (mention(GAZETTE, "Mill River", RIVER, "LOC"),), (finn,), (),
                 "hand")


def outlets() -> tuple[list[Facts], list[Statement]]:
    """Return what the articles say, with statements."""
    herald = _herald()
    prints = [herald, _herald("herald-late.txt"), _herald("evening.txt", "Evening News")]
    return cluster([*(one.replace(work=herald.article.id) for one in prints), _courier(),
                    _post(), _gazette()])
