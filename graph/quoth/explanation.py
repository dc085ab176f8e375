"""Why this speaker: the spans, rules and entries that one quotation rests on."""

from __future__ import annotations

from collections.abc import Mapping

from quoth.records import Entity, Facts, Quotation, Span

AROUND = 60  # characters of the article shown on each side of what was said


def explain(facts: Facts, quotation: Quotation, actors: Mapping[str, Entity]) -> list[
        tuple[str, str]]:
    """Return pairs of label and value, in the order in which one would tell it."""
    article, text = facts.article, facts.article.text
    found = [("quotation", f"article/{article.id}/{quotation.id}"),
             ("in", article.title or article.key)]
    found += [("said", _placed(text, span)) for span in quotation.content]
    found.append(("form", quotation.form + ("" if quotation.cue else ", without a cue")))
    if quotation.cue:
        lemma = f", lemma {quotation.cue_lemma}" if quotation.cue_lemma else ""
        act = f", speech act {quotation.act}" if quotation.act else ""
        found.append(("cue", _placed(text, quotation.cue) + lemma + act))
    if quotation.source:
        found.append(("source", _placed(text, quotation.source)))
    found += _speaker(quotation, actors)
    found += [("because", reason) for reason in quotation.reasons]
    found += [("confidence", f"{quotation.confidence:.2f}"), ("model", facts.model)]
    around = Span(max(0, quotation.content[0].start - AROUND),
                  quotation.content[-1].end + AROUND)
    found.append(("context", " ".join(around.of(text).split())))
    return [(label, value) for label, value in found if value]


def _placed(text: str, span: Span) -> str:
    return f"{' '.join(span.of(text).split())} [{span.start}:{span.end}]"


def _speaker(quotation: Quotation, actors: Mapping[str, Entity]) -> list[tuple[str, str]]:
    if not quotation.speaker:
        return [("speaker", "none: the article does not say, or it was not clear enough")]
    entity = actors.get(quotation.speaker)
    name = entity.name if entity else quotation.speaker_name or ""
    found = [("speaker", f"{name} ({quotation.speaker})")]
    if entity and (entity.kb or entity.wikidata):
        found.append(("entry", " ".join(dict.fromkeys(filter(None, (entity.kb, entity.wikidata))))))
    if entity and entity.roles:
        roles = (f"{role.title} of {role.of}" if role.of else role.title for role in entity.roles)
        found.append(("roles", "; ".join(roles)))
    return found
