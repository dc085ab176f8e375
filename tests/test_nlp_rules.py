"""The rule component and the completion layer."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quoth import nlp
from quoth.nlp.completion import complete
from quoth.nlp.layout import Layout
from quoth.nlp.sources import with_source
from quoth.records import Annotations, Article, Attribution, Link, Mention, Region, Span

RULES = nlp.load("rules")


def find(text: str, part: str) -> Span:
    return Span(text.index(part), text.index(part) + len(part))


def rows(text: str, *regions: Region) -> list[tuple[str | None, str | None, list[str], str]]:
    result = RULES(Article("k", text, regions=regions))
    return [(a.source and a.source.of(text), a.cue and a.cue.of(text),
             [s.of(text) for s in a.content], a.form) for a in result.attributions]


def completed(text: str, *attributions: Attribution) -> list[Attribution]:
    article = Article("k", text)
    given_ = Annotations(article.id, attributions=attributions)
    return list(complete(article, given_, model="m").attributions)


def test_the_lead_sentence() -> None:
    text = ("RIGA, May 2 (LETA) - A second track will be laid to the border because the first is "
            "full, Transport Minister Jana Ozola said at a forum in Riga on Tuesday.")
    assert rows(text) == [("Transport Minister Jana Ozola", "said", [
        "A second track will be laid to the border because the first is full"], "indirect")]


def test_split_continued_and_added() -> None:
    text = '"The mill," Ida Moe said, "is closed." "For good," she added, saying that it was old.'
    assert rows(text) == [
        ("Ida Moe", "said", ['"The mill,"', '"is closed."'], "direct"),
        ("she", "added", ['"For good,"'], "direct"),
        ("she", "saying", ["that it was old"], "indirect")]


def test_nested_attributions_know_their_holder() -> None:
    text = "“My boss told me, ‘Go home,’ and I went,” Ana Paz said."
    outer, inner = RULES(Article("k", text)).attributions
    assert (outer.within, inner.within) == (None, 0)
    assert inner.source is not None and inner.source.of(text) == "My boss"
    text = "Ilves said that Roth had warned that the dam leaks."
    outer, inner = RULES(Article("k", text)).attributions
    assert inner.within == 0 and inner.source is not None and inner.source.of(text) == "Roth"


def test_furniture_is_left_out_but_headlines_that_say_who_says_what() -> None:
    text = "Kos says the port is shut\n\nThe mayor, Jelena Kos, said the port was shut."
    title = Region(0, 25, "title")
    assert [row[0] for row in rows(text, title)] == ["Kos", "The mayor, Jelena Kos,"]
    caption = Region(0, len(text), "caption")
    assert rows(text, caption) == []


def test_every_source_is_a_mention() -> None:
    text = ('Two officials said the bridge was open. "It is," he said. According to the report, it '
            "will close. Kenya said no deal was struck, and Judge Ada Lind called it fair.")
    result = RULES(Article("k", text))
    spans = {m.span: m for m in result.mentions}
    sources = [spans[a.source] for a in result.attributions if a.source]
    assert [(m.text, m.label, m.form) for m in sources] == [
        ("Two officials", "GROUP", "nominal"), ("he", "PERSON", "pronoun"),
        ("the report", "WORK", "nominal"), ("Kenya", "GPE", "name"),
        ("Judge Ada Lind", "PERSON", "name")]
    assert all(m.text == m.span.of(text) for m in result.mentions)


def test_quoted_contents_grow_to_their_marks() -> None:
    text = 'Ida Moe said the plan was "bad for the harbour and worse for the town" on Monday.'
    short = Attribution((find(text, "the plan was \"bad for the harbour"),), find(text, "Ida Moe"),
                        find(text, "said"))
    (found,) = completed(text, short)
    assert found.content[0].of(text) == 'the plan was "bad for the harbour and worse for the town"'
    assert found.form == "mixed" and found.cue_lemma == "say"


def test_unquoted_contents_stay_in_their_sentence() -> None:
    text = "Ida Moe said the plan was bad. The harbour is old.\n\nIt rained."
    long = Attribution((Span(text.index("the plan"), len(text)),), find(text, "Ida Moe"),
                       find(text, "said"))
    (found,) = completed(text, long)
    assert [s.of(text) for s in found.content] == ["the plan was bad"]


def test_a_broken_lead_is_repaired() -> None:
    text = ("OSLO, May 2. /NTB/. The fleet will stay in port until the storm has passed, which may "
            "take days, Admiral Liv Dahl said on Friday. It rained.")
    source, cue = find(text, "Admiral Liv Dahl"), find(text, "said")
    whole = "The fleet will stay in port until the storm has passed, which may take days"
    for part in ("until the storm has passed, which may take days", "The fleet will stay in port",
                 "has passed"):
        (found,) = completed(text, Attribution((find(text, part),), source, cue))
        assert [s.of(text) for s in found.content] == [whole]


def test_a_content_does_not_hold_its_own_cue() -> None:
    text = "The fleet, Liv Dahl said, stays."
    (found,) = completed(text, Attribution((Span(0, len(text)),), find(text, "Liv Dahl"),
                                           find(text, "said")))
    assert [s.of(text) for s in found.content] == ["The fleet", "stays"]


def test_attributions_of_nobody_are_dropped() -> None:
    text = "The fleet stays in port."
    assert completed(text, Attribution((Span(0, 9),))) == []


def test_quotations_without_a_cue_find_their_speaker() -> None:
    text = ('Ida Moe opened the door.\n\n"Come in," she said.\n\n"The soup is hot and there is '
            'plenty."\n\nThe "guests" came.')
    said = Attribution((find(text, '"Come in,"'),), find(text, "she"), find(text, "said"))
    first, second = completed(text, said)
    assert second.content[0].of(text) == '"The soup is hot and there is plenty."'
    assert second.source == first.source and second.cue is None


def test_doubles_count_once() -> None:
    text = "Ida Moe said the plan was bad."
    one = Attribution((find(text, "the plan was bad"),), find(text, "Ida Moe"), find(text, "said"),
                      confidence=0.9)
    two = replace(one, content=(find(text, "plan was bad"),), source=None, confidence=0.95)
    assert [a.source for a in completed(text, two, one)] == [one.source]


def test_a_missing_source_or_cue_is_filled_in() -> None:
    text = "The comet, Ida Moe added, will not return. The bank did not say when it would open."
    pieces = (find(text, "The comet"), find(text, "will not return"))
    one = Attribution(pieces, None, find(text, "added"))
    two = Attribution((find(text, "when it would open"),), find(text, "The bank"))
    first, second = completed(text, one, two)
    assert first.source == find(text, "Ida Moe")
    assert second.cue == find(text, "did not say") and second.negated


def test_one_side_of_a_parenthetical_cue_gets_the_other() -> None:
    text = "Rents, the tenants argue, have doubled since the stadium was built."
    (found,) = completed(text, Attribution((find(text, "Rents"),), find(text, "the tenants"),
                                           find(text, "argue")))
    assert [s.of(text) for s in found.content] == [
        "Rents", "have doubled since the stadium was built"]


def test_a_participle_opens_an_attribution_of_its_own() -> None:
    text = "Ida Moe stressed that the dam held, adding that it had been tested."
    whole = Span(text.index("that the dam"), len(text) - 1)
    first, second = completed(text, Attribution((whole,), find(text, "Ida Moe"),
                                                find(text, "stressed")))
    assert first.content[0].of(text) == "that the dam held"
    assert second.content[0].of(text) == "that it had been tested"
    assert first.source == second.source


def test_a_colon_at_a_paragraph_end_parts_two_quotations() -> None:
    text = 'Ida Moe said the dam held:\n\n"It was tested in May."'
    both = (find(text, "the dam held"), find(text, '"It was tested in May."'))
    first, second = completed(text, Attribution(both, find(text, "Ida Moe"), find(text, "said")))
    assert (first.form, second.form) == ("indirect", "direct")
    assert first.source == second.source == find(text, "Ida Moe")


def test_a_speaker_goes_on_between_two_pieces() -> None:
    text = '"The dam leaks," Ito said, going on to say that "nobody listens".'
    both = Attribution((find(text, '"The dam leaks,"'), find(text, 'that "nobody listens"')),
                       find(text, "Ito"), find(text, "said"), rules=("model",))
    first, second = completed(text, both)
    assert [s.of(text) for s in first.content] == ['"The dam leaks,"']
    assert [s.of(text) for s in second.content] == ['that "nobody listens"']
    assert second.cue is not None and second.cue.of(text).startswith("going on")


@pytest.mark.parametrize(("text", "content"), [
    ('Ruiz said that he and Gomez shared "many doubts".', 'that he and Gomez shared "many doubts"'),
    ("Silva says she met the miners and asked them to wait.",
     "she met the miners and asked them to wait"),
    ("Kos told friends that Ilves knew it all and thought it funny.",
     "that Ilves knew it all and thought it funny"),
    ("Roth said the mill was dear, showing plans from May.",
     "the mill was dear, showing plans from May"),
])
def test_a_content_is_not_divided_inside_its_clause(text: str, content: str) -> None:
    cue = next(find(text, w) for w in ("said", "says", "told") if w in text)
    whole = Attribution((find(text, content),), find(text, text.split()[0]), cue, rules=("model",))
    outer = [a for a in completed(text, whole) if a.within is None]
    assert [[s.of(text) for s in a.content] for a in outer] == [[content]]


def test_what_is_spoken_of_is_no_speaker() -> None:
    text = "Tolls will rise in May, Boto said, a move hauliers said could close small firms."
    relative = Attribution((find(text, "could close small firms"),), find(text, "a move hauliers"),
                           Span(text.rindex("said"), text.rindex("said") + 4), rules=("model",))
    (a,) = completed(text, relative)
    assert a.source is not None and a.source.of(text) == "hauliers"
    assert [s.of(text) for s in a.content] == ["a move", "could close small firms"]


def test_deeds_are_no_statements() -> None:
    text = 'The assembly adopted the law "On Rivers" in May.'
    deed = Attribution((find(text, 'the law "On Rivers"'),), find(text, "The assembly"),
                       find(text, "adopted"), rules=("model",))
    assert completed(text, deed) == []


@pytest.mark.parametrize(("text", "source", "cue", "content"), [
    ("The guests witnessed the launch of two ships.", "The guests", "witnessed",
     "the launch of two ships"),
    ("A neighbour filmed the flood from her roof.", "A neighbour", "filmed", "the flood"),
    ("The two mayors signed a plan for the lake.", "The two mayors", "signed", "a plan"),
])
def test_what_somebody_sees_films_or_signs_is_not_said(text: str, source: str, cue: str,
                                                       content: str) -> None:
    deed = Attribution((find(text, content),), find(text, source), find(text, cue),
                       rules=("model",), confidence=0.9)
    assert completed(text, deed) == []


@pytest.mark.parametrize("clock", ["14:52 ", "9.05 - ", "7:30 pm | ", "08:15 GMT "])
def test_the_time_of_an_entry_is_not_said(clock: str) -> None:
    text = f"Live: the flood\n\n{clock}The road to Ulm is shut, police say."
    raw = Attribution((Span(text.index(clock) + 2, text.index(", police")),), find(text, "police"),
                      find(text, "say."), rules=("model",), confidence=0.9)
    assert completed(text, raw)[0].extent.of(text) == "The road to Ulm is shut"
    text = "14:52 was the time at which the bell rang, police say."
    raw = Attribution((Span(0, text.index(", police")),), find(text, "police"),
                      find(text, "say."), rules=("model",), confidence=0.9)
    assert completed(text, raw)[0].extent.of(text).startswith("14:52 was")


def test_what_somebody_is_about_to_say_is_not_said_yet() -> None:
    text = 'Oda was about to say "We lost" when the lights went out.'
    raw = Attribution((find(text, '"We lost"'),), find(text, "Oda"),
                      find(text, "was about to say"), rules=("model",), confidence=0.9)
    assert completed(text, raw)[0].negated


@pytest.mark.parametrize(("text", "found"), [
    ("The games go on according to plan.", False),
    ("The children sit according to their age.", False),
    ("The bridge is safe, according to the planning office.", True),
    ("The tide turns at six, according to the timetable's author.", True),
])
def test_according_to_a_plan_is_no_source(text: str, found: bool) -> None:
    assert bool(nlp.load("rules")(Article("k", text)).attributions) is found


def test_what_the_reader_is_to_recall_is_not_said() -> None:
    text = "It will be recalled that the river flooded the town in May."
    raw = Attribution((find(text, "that the river flooded the town in May"),), None,
                      find(text, "It will be recalled"), rules=("model",), confidence=0.9)
    assert completed(text, raw) == []


def test_what_is_known_is_not_reported() -> None:
    text = "The ferry is known to run late; it is said that it will stop."
    known = Attribution((find(text, "The ferry"), find(text, "run late")), None,
                        find(text, "is known to"), rules=("model",), confidence=0.9)
    assert [a.extent.of(text) for a in completed(text, known)] == ["that it will stop"]


def test_a_signature_parts_quotations_that_an_extractor_joined() -> None:
    text = ("“The pool is cold.” ― Ada Moll\n“My feet hurt.” ― Karl Ode\n"
            "“Nobody came to the fair.” ― Ilva Mees")
    joined = Attribution((find(text, "“The pool is cold.”"), find(text, "“My feet hurt.”")),
                         find(text, "Karl Ode"), find(text, "―"), rules=("model",), confidence=0.9)
    assert [(a.source and a.source.of(text), a.extent.of(text)) for a in completed(text, joined)] \
        == [("Ada Moll", "“The pool is cold.”"), ("Karl Ode", "“My feet hurt.”"),
            ("Ilva Mees", "“Nobody came to the fair.”")]


def test_contents_are_whole_words_and_keep_the_stop_of_an_open_quotation() -> None:
    text = 'Lima said: "It is a penalty on the moon.\n\n"I say no more."'
    part = Attribution((Span(text.index('"'), text.index("moon") + 2),), find(text, "Lima"),
                       find(text, "said"), rules=("model",))
    assert [s.of(text) for s in completed(text, part)[0].content] == [
        '"It is a penalty on the moon.', '"I say no more."']
    text = "Ito said the harbour was closed."
    (a,) = completed(text, Attribution((find(text, "he harbour was clos"),), find(text, "Ito"),
                                       find(text, "said"), rules=("model",)))
    assert a.content[0].of(text) == "the harbour was closed"


@pytest.mark.parametrize("cut", ["harbour had 50", "harbour had 50,0", "harbour had 50,"])
def test_contents_do_not_part_a_figure(cut: str) -> None:
    text = "Ito said the harbour had 50,000 visitors."
    (a,) = completed(text, Attribution((find(text, cut),), find(text, "Ito"), find(text, "said"),
                                       rules=("model",)))
    assert a.content[0].of(text).startswith("harbour had 50,000")


@pytest.mark.parametrize(("text", "source", "cue", "content", "expected"), [
    ("Roth, a spokesman for the port, said it shut.", "Roth, a spokesman for the", "said",
     "it shut", "Roth, a spokesman"),
    ("the Attorney-General said it shut.", "the Attorney", "said", "it shut",
     "the Attorney-General"),
    ("14.50 Nordline says no boats will sail.", "14.50 Nordline", "says", "no boats will sail",
     "Nordline"),
    ("Prosecuting, Vera Holm said he lied.", "Prosecuting, Vera Holm", "said", "he lied",
     "Vera Holm"),
    ("The crowd, some of whom wept, said it was late.", "The crowd, some of whom", "said",
     "it was late", "The crowd"),
    ("The crew were told that it was late.", "The crew", "were told", "that it was late", None),
])
def test_sources_name_who_speaks_and_nothing_more(text: str, source: str, cue: str, content: str,
                                                  expected: str | None) -> None:
    (a,) = completed(text, Attribution((find(text, content),), find(text, source),
                                       find(text, cue), rules=("model",), confidence=0.9))
    assert (a.source and a.source.of(text)) == expected


def test_a_content_that_breaks_off_runs_on_to_the_next_mark() -> None:
    text = "Holm spoke of the quarrel about the Strait of Mar, which is old."
    (a,) = completed(text, Attribution((find(text, "the quarrel about the Strait of"),),
                                       find(text, "Holm"), find(text, "spoke of"),
                                       rules=("model",)))
    assert a.content[0].of(text) == "the quarrel about the Strait of Mar"


def test_a_second_piece_of_a_quotation_is_not_part_of_the_source() -> None:
    text = '"It fell," said Breda Kirk, a baker, "and nobody came to help."'
    (a,) = completed(text, Attribution((find(text, '"It fell,"'),),
                                       Span(text.index("Breda"), len(text)), find(text, "said"),
                                       rules=("model",)))
    assert a.source is not None and a.source.of(text) == "Breda Kirk, a baker"
    assert [s.of(text) for s in a.content] == ['"It fell,"', '"and nobody came to help."']


def test_without_a_source_only_reports_are_kept() -> None:
    text = "It was reported that the dam held. The decision was made in May."
    report = Attribution((find(text, "that the dam held"),), None, find(text, "was reported"))
    deed = Attribution((find(text, "The decision"),), None, find(text, "was made"))
    assert [a.content[0].of(text) for a in completed(text, report, deed)] == ["that the dam held"]


def test_a_report_inside_a_content_is_added() -> None:
    text = "The envoy said that Kenya had told him that the visas would be issued."
    whole = find(text, "that Kenya had told him that the visas would be issued")
    outer, inner = completed(text, Attribution((whole,), find(text, "The envoy"),
                                               find(text, "said")))
    assert inner.within == 0 and inner.source == find(text, "Kenya")


def test_links_follow_their_mentions() -> None:
    text = "Ida Moe left. She said it was late."
    she, ida = Mention(14, 17, "She", "PERSON", "pronoun"), Mention(0, 7, "Ida Moe", "PERSON")
    article = Article("k", text)
    result = complete(article, Annotations(article.id, mentions=(she, ida),
                                           links=(Link(0, 1, 0.9),)), model="m")
    (link,) = result.links
    assert result.mentions[link.mention].text == "She"
    assert result.mentions[link.antecedent].text == "Ida Moe"


@pytest.mark.parametrize("text, flags", [
    ("Ida Moe said the plan was bad.", ("say", "say", False, False)),
    ("Ida Moe did not say that the plan was bad.", ("say", "say", False, True)),
    ("Neither bank has said that the plan was bad.", ("say", "say", False, True)),
    ("Ida Moe refused to say whether the plan was bad.", ("refuse", "refuse", False, True)),
    ("Ida Moe believes that the plan was bad.", ("believe", "assert", True, False)),
    ("Ida Moe denied that the plan was bad.", ("deny", "deny", False, False)),
    ("Ida Moe would say that the plan was bad.", ("say", "say", False, True)),
    ("Ida Moe is expected to announce that the plan was bad.", ("announce", "announce", False,
                                                               True)),
    ("Ida Moe warned that the plan was bad.", ("warn", "warn", False, False)),
])
def test_flags(text: str, flags: tuple) -> None:
    (found,) = RULES(Article("k", text)).attributions
    assert (found.cue_lemma, found.act, found.attitude, found.negated) == flags


ODD = ["", " ", "\n\n\n", ".", '"', "“", "said", "he said", '"" said', "\u200b",
       "\x00said that\x00", "said: ", "a" * 5000, "“" * 300, "He said " * 300,
       "الوزير قال «نعم».", "大臣は「はい」と言った。",
       "\ud800 said no", "Ito said 😀 was \"😀\".", "e\u0301 said e\u0301", "\t|\t said,\t"]


@pytest.mark.parametrize("text", ODD)
def test_anything_survives(text: str) -> None:
    check(text)


@given(st.lists(st.sampled_from(
    ["Ito", "he", "said", "that", "the", "port", ",", ".", '"', "“", "”", "'", ":", "\n\n", "added",
     "according", "to", "and", "which", "?", "—", "Dr", "not", "(", ")", "by", "as", "was", "5"]),
    max_size=40).map(" ".join))
@settings(max_examples=80, deadline=None)
def test_invariants_hold_for_any_words(text: str) -> None:
    check(text)


def check(text: str) -> None:
    """Assert what holds for every article."""
    article = Article("k", text)
    result = RULES(article)
    assert result == nlp.load("rules")(article)
    assert Annotations.from_dict(result.to_dict()) == result
    mentions = {m.span for m in result.mentions}
    for index, a in enumerate(result.attributions):
        assert a.source or a.cue
        assert a.content == tuple(sorted(a.content))
        assert all(0 <= s.start < s.end <= len(text) for s in a.content)
        assert all(not one.overlaps(two) for one, two in zip(a.content, a.content[1:],
                                                             strict=False))
        assert not any(s.overlaps(span) for s in a.content for span in (a.source, a.cue) if span)
        assert a.source is None or a.source in mentions
        assert a.within is None or 0 <= a.within < len(result.attributions) and a.within != index
        assert a.form in ("direct", "mixed", "indirect")
    extents = [a.extent.start for a in result.attributions]
    assert extents == sorted(extents)


@pytest.mark.parametrize("unit", [
    '"We go," he said. ', "Lee said that the port is open.\n\n", '"Go.\n\n', "He said, ",
    "A: b\n\n", "“"])
def test_time_is_linear(unit: str) -> None:
    def spent(times: int) -> float:
        start = time.process_time()
        RULES(Article("k", unit * times))
        return time.process_time() - start

    spent(20)
    assert spent(800) < 40 * max(spent(100), 0.01)


def mended(text: str, source: str, cue: str, content: str) -> tuple[str | None, list[str]]:
    """Return source and contents after the deterministic layer, of what an extractor gave."""
    first = completed(text, Attribution(
        (find(text, content),), find(text, source), find(text, cue), confidence=0.9,
        rules=("model",)))[0]
    return first.source and first.source.of(text), [s.of(text) for s in first.content]


def test_a_source_is_no_part_of_its_content() -> None:
    text = "According to a bank report published in May, outages cost the country two billion."
    assert mended(text, "a bank report published in May", "According to",
                  "published in May, outages cost the country two billion") == (
        "a bank report published in May", ["outages cost the country two billion"])


@pytest.mark.parametrize("aside", ["who is due in Oslo next week", "whose term ends in May",
                                   "which the mayor had praised before"])
def test_an_aside_of_a_source_is_whole(aside: str) -> None:
    text = f"Ana Roe, {aside}, said the dam is safe."
    cut = " ".join(f"Ana Roe, {aside}".split()[:5])
    assert mended(text, cut, "said", "the dam is safe") == (
        f"Ana Roe, {aside},", ["the dam is safe"])


@pytest.mark.parametrize("aside", ["which runs two schools there", "who lives there"])
def test_a_relative_clause_has_its_head(aside: str) -> None:
    text = f"Unesca, {aside}, warned of new floods."
    assert mended(text, f"{aside},", "warned of", "new floods")[0] == f"Unesca, {aside},"


def test_the_other_is_a_whole_source() -> None:
    text = "Two of them spoke. The other said the road was safe."
    layout = Layout(Article(key="a.txt", text=text))
    at = text.index("The other")
    source = Span(at, at + len("The other"))
    cue = Span(source.end + 1, source.end + 5)
    content = (Span(cue.end + 1, len(text) - 1),)
    assert with_source(layout, Attribution(content, source, cue)).source == source


def test_a_possessive_alone_is_completed() -> None:
    text = "It was a fight that its principal said had cost a year."
    at = text.index("its")
    layout, cue = Layout(Article(key="a.txt", text=text)), text.index("said")
    content = (Span(cue + 5, len(text) - 1),)
    found = with_source(layout, Attribution(content, Span(at, at + 3), Span(cue, cue + 4)))
    assert found.source is not None and found.source.of(text) == "its principal"


@pytest.mark.parametrize(("text", "whole"), [
    ("Asked by the judge what lie, he slept.", "the judge"),
    ("Asked by the officer why, he slept.", "the officer")])
def test_an_article_alone_is_completed(text: str, whole: str) -> None:
    at = text.index("the")
    layout, end = Layout(Article(key="a.txt", text=text)), text.index(",")
    content = (Span(text.rindex(" wh", 0, end) + 1, end),)
    found = with_source(layout, Attribution(content, Span(at, at + 3), Span(0, 5)))
    assert found.source is not None and found.source.of(text) == whole
