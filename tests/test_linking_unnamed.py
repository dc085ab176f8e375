"""Sources without a name: one or two."""

from linking_scenes import names, resolve, speakers

LATE, DRY = "it was late", "the well was dry"


def test_the_bare_noun_of_a_headline_is_whom_the_text_speaks_of() -> None:
    facts = resolve("Engineers say it was late\n\nRain fell.\n\nThree engineers who saw it said "
                    "the well was dry.",
                    [("Engineers", LATE), ("Three engineers who saw it", DRY)])
    assert names(facts) == ["Three engineers who saw it"] * 2


def test_of_two_in_the_text_neither_is_meant() -> None:
    facts = resolve("Engineers say it was late\n\nRain fell.\n\nThree engineers said the well was "
                    "dry. Two engineers from Tarn said it was hot.",
                    [("Engineers", LATE), ("Three engineers", DRY),
                     ("Two engineers from Tarn", "it was hot")])
    assert len({*speakers(facts)}) == 3


def test_the_document_is_the_last_paper() -> None:
    facts = resolve("The final communiqué said it was late. The document said the well was dry.",
                    [("The final communiqué", LATE), ("The document", DRY)])
    assert speakers(facts)[0] == speakers(facts)[1]


def test_the_pm_is_the_prime_minister() -> None:
    facts = resolve("The PM said it was late. The prime minister said the well was dry.",
                    [("The PM", LATE), ("The prime minister", DRY)])
    assert speakers(facts)[0] == speakers(facts)[1]
