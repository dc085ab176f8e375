"""When, where, by which medium, at which occasion, to whom, and in whose voice."""

import pytest
from linking_scenes import resolve
from quoth.records import Quotation
from scripts import script


def said(text: str, source: str, content: str, *, people: str = "",
         published: str | None = "2022-02-09") -> Quotation:
    return resolve(text, [(source, content)], people=people, published=published).quotations[0]


@pytest.mark.parametrize(("words", "day"), [
    ("on Wednesday", "2022-02-09"), ("on Monday", "2022-02-07"), ("on Thursday", "2022-02-03"),
    ("on January 10", "2022-01-10"), ("on 3 March 2021", "2021-03-03"), ("yesterday", "2022-02-08"),
    ("on December 30", "2021-12-30"), ("", None)])
def test_the_day_that_the_text_names(words: str, day: str | None) -> None:
    found = said(f"Ann Roe said {words} the mill stays.".replace("  ", " "), "Ann Roe",
                 "the mill stays", people="Ann Roe")
    assert found.said_on == day


def test_no_day_is_taken_from_the_content_or_without_the_articles_date() -> None:
    assert said("Ann Roe said the mill opens on Monday.", "Ann Roe", "the mill opens on Monday",
                people="Ann Roe").said_on is None
    assert said("Ann Roe said on Monday the mill stays.", "Ann Roe", "the mill stays",
                people="Ann Roe", published=None).said_on is None


@pytest.mark.parametrize(("text", "medium"), [
    ("Ann Roe wrote on Facebook that the mill stays.", "facebook"),
    ("Ann Roe said in a letter to the board that the mill stays.", "letter"),
    ("Ann Roe told a news conference that the mill stays.", "press-conference"),
    ("Ann Roe said in a press release that the mill stays.", "press-release"),
    ("Ann Roe tweeted that the mill stays.", "x-twitter"),
    ("Ann Roe said in a statement on Telegram that the mill stays.", "telegram"),
    ("Ann Roe posted on X that the mill stays.", "x-twitter"),
    ("In a post on X, Ann Roe wrote that the mill stays.", "x-twitter"),
    ("Ann Roe said on X Street that the mill stays.", None),
    ("Ann Roe said that the mill stays.", None)])
def test_the_medium(text: str, medium: str | None) -> None:
    assert said(text, "Ann Roe", "that the mill stays", people="Ann Roe").medium == medium


def test_the_occasion_is_an_event_with_its_organizer() -> None:
    facts = resolve("Ann Roe said at an extraordinary session of the NATO Council that it rains.",
                    [("Ann Roe", "that it rains")], people="Ann Roe")
    event = facts.events[0]
    assert facts.quotations[0].occasion == event.id
    assert event.id == "event/extraordinary-session-of-the-nato-council"
    assert event.organizer == "actor/north-atlantic-treaty-organization"


def test_the_addressee_is_somebody_of_the_article() -> None:
    found = said("Ann Roe told Paul Kim that the mill stays.", "Ann Roe", "that the mill stays",
                 people="Ann Roe | Paul Kim")
    assert found.addressee == "actor/paul-kim"


@pytest.mark.parametrize("words", [
    "told the radio station Dorel FM", "told Norwegian daily Dorel FM",
    "said in remarks to Dorel FM",
    "said in a letter addressed to Dorel FM", "said in testimony before Dorel FM",
    "said in a phone call with Dorel FM", "told state broadcaster Dorel FM"])
def test_the_addressee_behind_many_words(words: str) -> None:
    facts = resolve(f"Ann Roe {words} that the mill stays.", [("Ann Roe", "that the mill stays")],
                    people="Ann Roe", organizations="Dorel FM")
    assert facts.quotations[0].addressee == "actor/dorel-fm"


def test_whom_the_content_speaks_of_is_no_addressee() -> None:
    found = said("Ann Roe told the court that Paul Kim stays.", "Ann Roe", "that Paul Kim stays",
                 people="Ann Roe | Paul Kim")
    assert found.addressee != "actor/paul-kim"


def test_a_message_of_a_third_one_is_to_nobody_here() -> None:
    found = said("Ann Roe read the letter of Paul Kim and said that the mill stays.", "Ann Roe",
                 "that the mill stays", people="Ann Roe | Paul Kim")
    assert found.addressee is None


@pytest.mark.parametrize("text", [
    "Ann Roe said in Oslo that the mill stays.", "Ann Roe said from Oslo that the mill stays.",
    "Speaking from Oslo, Ann Roe said that the mill stays.",
    "During a visit to Oslo, Ann Roe said that the mill stays.",
    "Ann Roe, visiting Oslo, said that the mill stays."])
def test_the_place_is_where_it_was_said(text: str) -> None:
    found = said(text, "Ann Roe", "that the mill stays", people="Ann Roe")
    assert found.place == "actor/oslo"


def test_where_somebody_comes_from_is_no_place_of_speech() -> None:
    found = said("Ann Roe from Oslo said that the mill stays.", "Ann Roe", "that the mill stays",
                 people="Ann Roe")
    assert found.place is None


def test_the_day_is_no_part_of_the_occasions_name() -> None:
    found = said("Ann Roe said at the opening of the Baltic summit in Oslo on Monday that the mill "
                 "stays.", "Ann Roe", "that the mill stays", people="Ann Roe")
    assert found.occasion and not found.occasion.endswith("monday")


def test_who_reads_a_letter_out_is_its_voice() -> None:
    facts = resolve(
        "President Ana Rojas said in a letter to the forum that trade must grow. The letter was "
        "read out by her deputy Luis Kim on Monday. “I regret the delay,” the letter read.",
        [("President Ana Rojas", "that trade must grow"), ("the letter", "I regret the delay,")],
        people="Ana Rojas | Luis Kim")
    assert [q.voice for q in facts.quotations] == ["actor/luis-kim"] * 2
    assert [q.speaker for q in facts.quotations] == ["actor/ana-rojas"] * 2


def test_a_message_read_by_another() -> None:
    found = said("In a message read by his deputy Luis Kim, President Ivo Rho wrote: “I regret "
                 "the delay.”", "President Ivo Rho", "I regret the delay.",
                 people="Luis Kim | Ivo Rho")
    assert (found.speaker, found.voice) == ("actor/ivo-rho", "actor/luis-kim")


def test_another_speakers_day_is_not_taken() -> None:
    facts = resolve("Ann Roe said the mill stays, and Paul Kim replied on Monday that it goes.",
                    [("Ann Roe", "the mill stays"), ("Paul Kim", "that it goes")],
                    people="Ann Roe | Paul Kim", published="2022-02-09")
    assert [q.said_on for q in facts.quotations] == [None, "2022-02-07"]


@pytest.mark.parametrize(("told", "words"), [
    ("told the jury", "the jury"), ("told reporters", "reporters"),
    ("assured his clients", "his clients"), ("told schoolchildren", "schoolchildren"),
    ("informed a nervous audience", "a nervous audience")])
def test_who_has_no_name_is_described(told: str, words: str) -> None:
    text = f"Ann Roe {told} that the mill stays."
    facts = resolve(text, [("Ann Roe", "that the mill stays")], people="Ann Roe")
    [found] = [e for e in facts.entities if e.id == facts.quotations[0].addressee]
    assert (found.type, found.name) == ("unnamed", words)
    assert found.id.startswith(f"article/{facts.article.id}/")
    [mention] = [m for m in facts.mentions if m.entity == found.id]
    assert text[mention.start : mention.end] == words


def test_the_same_words_are_the_same_listeners() -> None:
    facts = resolve("Ann Roe told the jury that the mill stays.\n\nPaul Kim told the jury that it "
                    "goes.", [("Ann Roe", "that the mill stays"), ("Paul Kim", "that it goes")],
                    people="Ann Roe | Paul Kim")
    assert len({q.addressee for q in facts.quotations}) == 1 and facts.quotations[0].addressee


@pytest.mark.parametrize("told", ["told me", "told again", "told a news conference", "promised",
                                  "told repeatedly", "warned Tuesday", "urged caution"])
def test_nobody_is_made_a_listener_without_need(told: str) -> None:
    facts = resolve(f"Ann Roe {told} that the mill stays.",
                    [("Ann Roe", "that the mill stays")], people="Ann Roe")
    assert facts.quotations[0].addressee is None
    assert not [e for e in facts.entities if e.type == "unnamed"]


def test_the_speaker_is_not_the_listener() -> None:
    facts = resolve("Speaking to reporters, goalkeeper Paul Kim said that the mill stays.",
                    [("goalkeeper Paul Kim", "that the mill stays")], people="Paul Kim")
    [found] = [e for e in facts.entities if e.id == facts.quotations[0].addressee]
    assert found.name == "reporters"


# Set by hand under what `benchmarks/circumstances.py` prints.
FLOORS = {"said_on": (1.0, 0.95), "medium": (0.94, 0.85), "addressee": (1.0, 0.9),
          "occasion": (1.0, 0.9), "place": (1.0, 0.85), "within": (0.97, 0.75),
          "voice": (1.0, 0.8), "mentions": (0.95, 0.8)}


@pytest.fixture(scope="module")
def table() -> dict:
    bench = script("benchmarks/circumstances.py")
    return bench.score(bench.read(), "default")


@pytest.mark.parametrize("field", FLOORS)
def test_circumstances_are_found_where_the_text_tells_them(field: str, table: dict) -> None:
    counts = table[field]
    precision, recall = FLOORS[field]
    assert counts["right"] >= precision * counts["found"], counts["wrong"]
    assert counts["right"] >= recall * counts["wanted"], counts["wrong"]


@pytest.mark.parametrize("aside", [
    "who came from Rome on Monday", "whose house burnt in Rome on Monday",
    "elected in Rome on Monday", "a baker in Rome"])
def test_an_aside_says_nothing_of_the_act(aside: str) -> None:
    found = said(f"Ann Roe, {aside}, said that the mill stays.", "Ann Roe", "that the mill stays",
                 people="Ann Roe")
    assert (found.said_on, found.place) == (None, None)


@pytest.mark.parametrize(("words", "day"), [
    ("last Friday", "2022-02-04"), ("last Wednesday", "2022-02-02"), ("Sunday", "2022-02-06"),
    ("on Jan. 10", "2022-01-10"), ("on 3 Sept 2021", "2021-09-03"),
    ("before the vote on Thursday", None)])
def test_more_ways_to_name_a_day(words: str, day: str | None) -> None:
    found = said(f"Ann Roe said {words} that the mill stays.", "Ann Roe", "that the mill stays",
                 people="Ann Roe")
    assert found.said_on == day


@pytest.mark.parametrize("text", [
    "Facebook lawyer Ann Roe said that the mill stays.",
    "Ann Roe, of Twitter, said that the mill stays."])
def test_a_network_that_somebody_works_for_is_no_medium(text: str) -> None:
    assert said(text, "Ann Roe", "that the mill stays", people="Ann Roe").medium is None
