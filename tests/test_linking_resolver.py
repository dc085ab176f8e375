"""Who speaks: names, titles, pronouns, descriptions, documents, bodies; nobody when unsure."""

from dataclasses import replace

import pytest
from linking_scenes import RESOLVER, annotate, article, names, resolve, speakers
from quoth.records import Facts, Link, Mention


def by_id(facts: Facts, identifier: str):  # noqa: ANN201
    return next(e for e in facts.entities if e.id == identifier)


def test_a_title_teaches_a_later_description() -> None:
    facts = resolve(
        "Norwegian Foreign Minister Espen Lunde said the talks were over. The top diplomat added "
        "that Oslo would wait.",
        [("Norwegian Foreign Minister Espen Lunde", "the talks were over"),
         ("The top diplomat", "that Oslo would wait")], people="Espen Lunde")
    assert names(facts) == ["Espen Lunde", "Espen Lunde"]


def test_a_full_name_that_comes_later_names_the_earlier_surname() -> None:
    facts = resolve(
        "Lunde said the port was safe. Captain Greta Lunde has led the harbour office since May.",
        [("Lunde", "the port was safe")], people="Lunde | Greta Lunde")
    assert names(facts) == ["Greta Lunde"]


def test_two_people_of_one_surname_and_no_guess() -> None:
    facts = resolve(
        "Anna Weber and Karl Weber spoke on Friday. Weber said the mill would close. "
        "Ms. Weber said the workers knew.",
        [("Weber", "the mill would close"), ("Ms. Weber", "the workers knew")],
        people="Anna Weber | Karl Weber | Weber")
    assert names(facts) == [None, "Anna Weber"]


def test_who_is_called_by_the_surname_keeps_it() -> None:
    facts = resolve(
        "Senator Tom Reed spoke first. Reed said the mill would close. His wife, Heidi Reed, left. "
        "Reed added that he was sorry.",
        [("Reed", "the mill would close"), ("Reed", "that he was sorry")],
        people="Tom Reed | Heidi Reed | Reed")
    assert names(facts) == ["Tom Reed", "Tom Reed"]


def test_a_pronoun_over_sentences_takes_the_subject() -> None:
    facts = resolve(
        "Minister Tal met Envoy Roy in the garden. He was in a hurry. He said the road was safe.",
        [("He", "the road was safe")], people="Tal | Roy")
    assert names(facts) == ["Tal"]


def test_a_link_of_the_language_model_to_another_makes_a_pronoun_less_sure() -> None:
    item = article("In the yard stood Paul Wood and John Mill. He said the bridge was safe.")
    plain = annotate(item, [("He", "the bridge was safe")], people="Paul Wood | John Mill")
    at = item.text.index("He said")
    spans = replace(plain, mentions=(*plain.mentions, Mention(at, at + 2, "He", "UNNAMED")))
    believed, doubted = (
        RESOLVER(item, replace(spans, links=(Link(2, antecedent, 0.9),))).quotations[0]
        for antecedent in (0, 1))
    assert believed.speaker_name == doubted.speaker_name == "Paul Wood"
    assert doubted.confidence < believed.confidence
    assert "the language model links another" in " ".join(doubted.reasons)


def test_a_pronoun_of_the_wrong_gender_is_not_taken() -> None:
    facts = resolve(
        "Mayor Maria Costa opened the bridge with engineer Paul Wood. “It will last,” he said. "
        "“It was dear,” she said.",
        [("he", "It will last,"), ("she", "It was dear,")], people="Maria Costa | Paul Wood")
    assert names(facts) == ["Paul Wood", "Maria Costa"]


def test_nobody_of_that_gender_gives_nobody() -> None:
    facts = resolve("Mayor Maria Costa opened the bridge. It will last, he said.",
                    [("he", "It will last")], people="Maria Costa")
    assert names(facts) == [None]


def test_spelling_variants_in_one_article_are_one() -> None:
    facts = resolve(
        "President Ruslan Harutyunov spoke. The road is open, Harutyunoov said.",
        [("Harutyunoov", "The road is open")], people="Ruslan Harutyunov | Harutyunoov")
    assert names(facts) == ["Ruslan Harutyunov"]


@pytest.mark.parametrize(("day", "holder"), [("2021-11-01", "Angela Merkel"),
                                              ("2022-01-10", "Olaf Scholz")])
def test_the_office_and_the_day_give_the_holder(day: str, holder: str) -> None:
    facts = resolve("The German chancellor said the law was ready.",
                    [("The German chancellor", "the law was ready")], published=day)
    assert names(facts) == [holder]


def test_the_year_of_the_clause_beats_the_articles() -> None:
    facts = resolve(
        "The French president said in 2016 that the reform would pass. The president of France "
        "said in 2018 that it had passed. France’s president said in 2017 that he would wait.",
        [("The French president", "that the reform would pass"),
         ("The president of France", "that it had passed"),
         ("France’s president", "that he would wait")], published="2022-01-10")
    assert names(facts)[:2] == ["François Hollande", "Emmanuel Macron"]
    assert speakers(facts)[2].startswith("article/")  # two held the office in 2017


def test_a_bodys_common_noun_names_it_in_its_article() -> None:
    facts = resolve("The finance ministry said taxes would rise. The ministry added that bread "
                    "was exempt. Police said the streets were calm.",
                    [("The finance ministry", "taxes would rise"),
                     ("The ministry", "that bread was exempt"),
                     ("Police", "the streets were calm")])
    assert names(facts) == ["finance ministry", "finance ministry", "police"]
    assert {by_id(facts, s).type for s in speakers(facts)} == {"organization"}


def test_the_institution_of_the_country_that_a_paragraph_is_about() -> None:
    facts = resolve("Protests went on in Peru. The foreign ministry said the embassy was safe.",
                    [("The foreign ministry", "the embassy was safe")])
    assert names(facts) == ["Peruvian Foreign Ministry"]


def test_spellings_of_one_institution_are_one() -> None:
    facts = resolve(
        "The Russian Foreign Ministry said one thing. The Ministry of Foreign Affairs of Russia "
        "said another. Russia's foreign ministry said a third.",
        [("The Russian Foreign Ministry", "one thing"),
         ("The Ministry of Foreign Affairs of Russia", "another"),
         ("Russia's foreign ministry", "a third")])
    assert len(set(speakers(facts))) == 1


def test_nationality_and_trade_mean_who_was_just_spoken_of() -> None:
    facts = resolve(
        "Swedish skier Ida Norrland won in Falun. “I froze,” the Swede said. “My skis were fast,” "
        "the athlete added.",
        [("the Swede", "I froze,"), ("the athlete", "My skis were fast,")], people="Ida Norrland")
    assert names(facts) == ["Ida Norrland", "Ida Norrland"]


def test_an_aside_between_name_and_cue_names_nobody_else() -> None:
    facts = resolve("Dr Hill, who replaced Dr Moss in July and is no friend of hers, said: “They "
                    "need help.” Dr Moss left.",
                    [("Dr Hill, who replaced Dr Moss in July and is no friend of hers,",
                      "They need help.")], people="Hill | Moss")
    assert names(facts) == ["Hill"]


def test_the_age_means_who_has_it() -> None:
    facts = resolve("Carpenter Tom Reed, 54, and his son Bill Reed met reporters. The 54-year-old "
                    "later apologised. He was calm.",
                    [("The 54-year-old", "apologised")], people="Tom Reed | Bill Reed")
    assert names(facts) == ["Tom Reed"]


def test_a_lead_without_a_name_gets_it_from_the_next_paragraph() -> None:
    text = ("A retired welder said on Monday that he had found the ring.\n\nTom Reed told the "
            "court that it lay in the mud.")
    rows = [("A retired welder", "that he had found the ring"),
            ("Tom Reed", "that it lay in the mud")]
    assert names(resolve(text, rows, people="Tom Reed")) == ["Tom Reed", "Tom Reed"]


def test_a_name_that_is_introduced_is_not_the_leads() -> None:
    text = ("A retired welder said on Monday that he had found the ring.\n\nProsecutor Tom Reed "
            "told the court that it lay in the mud.")
    rows = [("A retired welder", "that he had found the ring"),
            ("Prosecutor Tom Reed", "that it lay in the mud")]
    found = names(resolve(text, rows, people="Tom Reed"))
    assert found == ["A retired welder", "Tom Reed"]


def test_the_coast_guard_is_a_body_and_no_guard() -> None:
    facts = resolve("The coast guard said the sea was calm. It added that boats could leave.",
                    [("The coast guard", "the sea was calm"), ("It", "that boats could leave")])
    assert names(facts) == ["coast guard", "coast guard"]


def test_no_date_no_holder() -> None:
    facts = resolve("The German chancellor said the law was ready.",
                    [("The German chancellor", "the law was ready")], published=None)
    assert by_id(facts, speakers(facts)[0]).type == "unnamed"
    assert by_id(facts, speakers(facts)[0]).wikidata is None


def test_an_article_without_a_date_may_be_later_than_the_years_it_names() -> None:
    text = ("Prime Minister Giorgia Meloni of Italy said the bridge was safe. It was closed in "
            "2011.")
    rows = [("Prime Minister Giorgia Meloni of Italy", "the bridge was safe")]
    undated = resolve(text, rows, people="Giorgia Meloni", published=None)
    dated = resolve(text, rows, people="Giorgia Meloni", published="2001-05-01")
    early = resolve(text.replace("Giorgia Meloni", "Enrico Letta").replace("2011", "2019"),
                    [("Prime Minister Enrico Letta of Italy", "the bridge was safe")],
                    people="Enrico Letta", published=None)
    assert by_id(undated, speakers(undated)[0]).wikidata == "Q451791"
    assert by_id(dated, speakers(dated)[0]).wikidata is None
    assert by_id(early, speakers(early)[0]).wikidata is None


@pytest.mark.parametrize(("source", "people", "wikidata"), [
    ("Jordan's King Abdullah", "Abdullah", "Q57464"), ("King Harald", "Harald", "Q57287"),
    ("Pope Francis", "Francis", "Q450675"), ("King John", "John", None),
    ("Norway's King Abdullah", "Abdullah", None)])
def test_rulers_go_by_their_first_name(source: str, people: str, wikidata: str | None) -> None:
    facts = resolve(f"{source} said the road was open.", [(source, "the road was open")],
                    people=people)
    assert by_id(facts, speakers(facts)[0]).wikidata == wikidata


def test_a_stranger_of_a_famous_name_gets_no_id() -> None:
    facts = resolve("Basketball coach Boris Johnson said the team was tired.",
                    [("Basketball coach Boris Johnson", "the team was tired")],
                    people="Boris Johnson")
    assert by_id(facts, speakers(facts)[0]).wikidata is None


def test_a_surname_alone_does_not_decide_between_homonyms() -> None:
    facts = resolve("Harutyunyan said the road was open.",
                    [("Harutyunyan", "the road was open")], people="Harutyunyan")
    assert by_id(facts, speakers(facts)[0]).wikidata is None


def test_office_and_surname_decide() -> None:
    facts = resolve("Armenian officials met. President of Artsakh Harutyunyan said the road was "
                    "open. The Defence Minister, Serdyukov, was in Russia in 2010.",
                    [("President of Artsakh Harutyunyan", "the road was open")],
                    people="Harutyunyan | Serdyukov")
    assert by_id(facts, speakers(facts)[0]).wikidata == "Q440824"


def test_capitals_and_metonyms_speak_for_states_and_institutions() -> None:
    facts = resolve(
        "Ankara rejected the note. The Kremlin said it was surprised. Officials flew to Ankara.",
        [("Ankara", "the note"), ("The Kremlin", "it was surprised")])
    assert speakers(facts) == ["actor/turkiye", "actor/kremlin"]
    assert any(e.id == "actor/ankara" and e.type == "place" for e in facts.entities)


def test_an_acronym_is_the_organization() -> None:
    facts = resolve(
        "The IAEA said the site was safe. The agency added that it would return.",
        [("The IAEA", "the site was safe"), ("The agency", "it would return")])
    assert speakers(facts) == ["actor/international-atomic-energy-agency"] * 2


def test_an_acronym_that_the_article_teaches() -> None:
    facts = resolve(
        "The Tarn Rivers Trust (TRT) counted fish. TRT said the eels were back.",
        [("TRT", "the eels were back")], organizations="Tarn Rivers Trust | TRT")
    assert names(facts) == ["Tarn Rivers Trust"]


def test_a_letter_speaks_for_its_author_and_not_for_its_reader() -> None:
    facts = resolve(
        "President Ana Rojas said in a letter to the forum that trade must grow. The letter was "
        "read out by her deputy Luis Kim on Monday. “I regret the delay,” the letter read.",
        [("President Ana Rojas", "that trade must grow"), ("the letter", "I regret the delay,")],
        people="Ana Rojas | Luis Kim")
    assert names(facts) == ["Ana Rojas", "Ana Rojas"]


def test_an_owned_letter() -> None:
    facts = resolve("Rojas’s letter warned that time was short.",
                    [("Rojas’s letter", "that time was short")], people="Rojas")
    assert names(facts) == ["Rojas"]


def test_anonymous_sources_stay_in_their_article() -> None:
    facts = resolve("Two officials, who asked not to be named, said the raid was off.",
                    [("Two officials", "the raid was off")])
    speaker = by_id(facts, speakers(facts)[0])
    assert speaker.id.startswith(f"article/{facts.article.id}/source")
    assert speaker.type in ("unnamed", "group")


def test_the_authorities_of_a_country() -> None:
    facts = resolve("Protests hit Peru. The Peruvian authorities said the roads were closed.",
                    [("The Peruvian authorities", "the roads were closed")])
    assert speakers(facts) == ["actor/peru"]


def test_the_first_person_of_a_quotation_is_its_speaker() -> None:
    facts = resolve("“I am leaving,” Olga Lind said.", [("Olga Lind", "I am leaving,")],
                    people="Olga Lind")
    first = [m for m in facts.mentions if m.text == "I"]
    assert [m.entity for m in first] == ["actor/olga-lind"]


def test_no_source_no_speaker() -> None:
    facts = resolve("It has been reported that the troops stay.", [(None, "the troops stay")])
    assert speakers(facts) == [None]
    assert facts.quotations[0].reasons


def test_roles_and_members_with_the_words_that_attest_them() -> None:
    text = ("Bloc secretary Jon Moe, the CSTO Secretary General, spoke. Armenia is a member of the "
            "CSTO; it also includes Belarus, Kazakhstan and Tajikistan.")
    facts = resolve(text, [], people="Jon Moe")
    armenia = by_id(facts, "actor/armenia").roles[0]
    assert (armenia.title, armenia.of) == (
        "member", "actor/collective-security-treaty-organization")
    assert armenia.evidence.of(text) == "Armenia is a member of the CSTO"
    assert {e.id for e in facts.entities if e.roles and e.roles[0].title == "member"} == {
        "actor/armenia", "actor/belarus", "actor/kazakhstan", "actor/tajikistan"}
    titles = {r.title: r for r in by_id(facts, "actor/jon-moe").roles}
    role = titles["Secretary General"]
    assert role.of == "actor/collective-security-treaty-organization"
    assert role.evidence.of(text) == "CSTO Secretary General"


def test_reasons_say_rule_span_and_base_entry() -> None:
    facts = resolve("French President Emmanuel Macron said the vote stands.",
                    [("French President Emmanuel Macron", "the vote stands")],
                    people="Emmanuel Macron")
    reasons = " ".join(facts.quotations[0].reasons)
    assert "source 0-32" in reasons and "Q3052772" in reasons
    assert facts.quotations[0].in_capacity.title == "President"
    assert 0 < facts.quotations[0].confidence < 1


def test_facts_survive_their_json_form_and_are_deterministic() -> None:
    def run() -> Facts:
        return resolve("Chilean President Marta Rojas said on Monday in Lima that trade grows.",
                       [("Chilean President Marta Rojas", "that trade grows")],
                       people="Marta Rojas")
    assert Facts.from_dict(run().to_dict(with_text=True)) == run()


@pytest.mark.parametrize("land", ["Kenya", "South Africa", "Tarnia Ana"])
def test_the_land_of_an_office_is_no_part_of_the_name(land: str) -> None:
    name = f"{land} Roe"
    facts = resolve(f"The President of {name} said the dam is safe. Roe added that it is full.",
                    [(f"The President of {name}", "the dam is safe"), ("Roe", "it is full")],
                    people=f"{name} | Roe")
    first, second = speakers(facts)
    assert first == second and first.startswith("actor/") and first.endswith("roe")


@pytest.mark.parametrize("end", ["of", "of the", "for the"])
def test_a_body_does_not_end_with_a_preposition(end: str) -> None:
    facts = resolve(f"Roe met the secretaries of the River Councils {end} lowland states. "
                    "He said the dam is safe.", [("He", "the dam is safe")],
                    people="Roe", organizations=f"River Councils {end}")
    assert "River Councils" in [entity.name for entity in facts.entities]


@pytest.mark.parametrize("form", ["Ltd", "Inc.", "PLC", "GmbH", "Co Ltd"])
def test_a_company_is_one_with_and_without_its_legal_form(form: str) -> None:
    facts = resolve(f"Oxodyne {form} said on Friday its profit fell. Oxodyne added that it will "
                    "hire.", [(f"Oxodyne {form}", "its profit fell"), ("Oxodyne", "it will hire")],
                    organizations=f"Oxodyne {form} | Oxodyne")
    assert len({q.speaker for q in facts.quotations}) == 1
    assert sum("Oxodyne" in entity.name for entity in facts.entities) == 1


def test_who_has_a_rare_given_name_can_be_he() -> None:
    facts = resolve("James Rowe accused Nakou Tamani of a mistake. Tamani has denied this. "
                    "“That is a lie,” he wrote.",
                    [("James Rowe", "a mistake"), ("Tamani", "this"), ("he", "That is a lie,")],
                    people="James Rowe | Nakou Tamani | Tamani")
    assert names(facts)[-1] == "Nakou Tamani"


def test_a_verb_is_no_occasion() -> None:
    facts = resolve("Analysts at Oxo Rural called the numbers weak.",
                    [("Analysts at Oxo Rural", "the numbers weak")], organizations="Oxo Rural")
    assert facts.quotations[0].occasion is None


def test_a_storm_is_no_person() -> None:
    facts = resolve("Cyclone Tavi hit the coast. Ana Roe said Cyclone Tavi took the harvest.",
                    [("Ana Roe", "Cyclone Tavi took the harvest")],
                    people="Cyclone Tavi | Ana Roe")
    assert [e.name for e in facts.entities if e.type == "person"] == ["Ana Roe"]


@pytest.mark.parametrize("noun", ["The agency", "The Turkish daily", "The regional broadcaster"])
def test_what_a_body_is_is_no_part_of_its_name(noun: str) -> None:
    facts = resolve(f"{noun} Oxo Sol reported that the dam is safe.",
                    [(f"{noun} Oxo Sol", "the dam is safe")],
                    organizations=f"{noun} Oxo Sol | Oxo Sol")
    assert names(facts) == ["Oxo Sol"]


def test_a_frequent_name_without_an_office_is_nobody_in_particular() -> None:
    text = "Voters in Australia are split, Peter Lewis said the road was safe."
    facts = resolve(text, [("Peter Lewis", "the road was safe")], people="Peter Lewis",
                    published="2025-03-28")
    assert [e.wikidata for e in facts.entities if e.name == "Peter Lewis"] == [None]
