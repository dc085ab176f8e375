"""The language of a text: plain English is told by its function words, all else by a model."""

import pytest
from quoth.reading import language
from scripts import ROOT, script

own = script("training/own_reader.py")
TEXTS = [row["text"] for row in own.read_own(ROOT / "training" / "own")]
LANGUAGES = {
    "de": "Das Ministerium teilte am Dienstag mit, dass die Straße über den Pass wieder offen ist. "
          "Die Fahrer sagten, sie seien froh darüber, und der Bürgermeister dankte den Arbeitern.",
    "nl": "Het ministerie zei dinsdag dat de weg over de pas weer open is voor auto's, en de "
          "burgemeester was er blij mee. De chauffeurs zeiden dat zij lang hadden gewacht.",
    "fr": "Le ministère a annoncé mardi que la route du col est de nouveau ouverte. Les chauffeurs "
          "ont dit qu'ils étaient contents, et le maire a remercié les ouvriers.",
    "ru": "Министерство сообщило во вторник, что дорога через перевал снова открыта для машин. "
          "Водители сказали, что долго ждали этого, и мэр поблагодарил рабочих за их труд.",
}
ENGLISH = ("The ministry said on Tuesday that the road over the pass is open again to cars. "
           "Drivers said they had waited for it, and the mayor thanked those who had worked. ")


@pytest.mark.parametrize("code", LANGUAGES)
def test_other_languages_are_left_to_the_model(code: str) -> None:
    assert not language.is_plain_english(LANGUAGES[code])
    assert language.detect(LANGUAGES[code]) == code


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_text_in_two_languages_is_left_to_the_model(code: str) -> None:
    for text in (ENGLISH * 4 + LANGUAGES[code] * 3, LANGUAGES[code] * 2 + ENGLISH * 6):
        assert not language.is_plain_english(text)


@pytest.mark.parametrize("text", ["Putin said", "The Who and The The", "the " * 200, ""])
def test_a_list_of_words_is_no_text(text: str) -> None:
    assert not language.is_plain_english(text)


def test_news_needs_no_model() -> None:
    told = [language.is_plain_english(text) for text in TEXTS]
    assert sum(told) >= 0.98 * len(told)


def test_what_is_plain_is_english_for_the_model_too() -> None:
    for text in TEXTS[::9]:
        if language.is_plain_english(text):
            assert language.model_says(text) == "en"
