"""The language of an article, told only where it is plain.

py3langid's model takes most of a second to load, so that a text whose every part is full of the
function words of English is called English without it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from itertools import pairwise

_ENOUGH = 60  # letters; below that names alone decide ("Putin said" reads as Finnish)
_SAMPLE = 3000
_SURE = 0.95
_PART, _FEW = 60, 25  # words; in a text that is one part
_SHARE, _DIFFERENT = 0.18, 3  # of a part's words, at least; how many of _ENGLISH
_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset(_WORD.findall("""
    the of and that with were which from they their this would have been who for but not his her
    after by it he to are"""))
_SHORT = _ENGLISH | {"a", "an", "as", "at", "had", "has", "in", "is", "on", "or", "was", "will"}
_VARIETIES = {"ary": "ar", "arz": "ar", "azb": "az", "nb": "no", "nn": "no", "wuu": "zh",
              "yue": "zh"}
_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]+)*")
_NAMES = {"english": "en", "russian": "ru", "german": "de", "french": "fr", "spanish": "es",
          "italian": "it", "portuguese": "pt", "ukrainian": "uk", "turkish": "tr", "arabic": "ar",
          "chinese": "zh", "polish": "pl", "dutch": "nl", "armenian": "hy", "azerbaijani": "az",
          "georgian": "ka", "kazakh": "kk", "persian": "fa", "japanese": "ja", "korean": "ko"}


@cache
def _identifier():  # noqa: ANN202 - the type is of a library that is loaded late
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def detect(text: str) -> str | None:
    """Return the ISO 639 code of the language of `text`, None if there is doubt.

    >>> detect("The ministry said on Tuesday that the road over the pass is open again to cars.")
    'en'
    >>> detect("Putin said") is None
    True
    """
    sample = text[:_SAMPLE]
    if sum(map(str.isalpha, sample[:500])) < _ENOUGH:
        return None
    return "en" if is_plain_english(sample) else model_says(sample)


def is_plain_english(text: str) -> bool:
    """Say whether every part of a text of some length is full of English function words.

    >>> is_plain_english("The ministry said that it would open the road.")
    False
    """
    words = _WORD.findall(text.lower())
    count = max(len(words) // _PART, int(len(words) >= _FEW))
    cuts = [i * len(words) // count for i in range(count + 1)] if count else []
    return bool(count) and all(_is_english(words[a:b]) for a, b in pairwise(cuts))


def _is_english(words: list[str]) -> bool:
    found = [word for word in words if word in _SHORT]
    return len(found) >= _SHARE * len(words) and len(_ENGLISH.intersection(found)) >= _DIFFERENT


def model_says(sample: str) -> str | None:
    """Return what py3langid's model is sure of, varieties of one language taken together."""
    shares: dict[str, float] = defaultdict(float)
    for code, share in _identifier().rank(sample):
        shares[_VARIETIES.get(str(code), str(code))] += float(share)
    best = max(shares, key=lambda code: shares[code])
    return best if shares[best] >= _SURE else None


def tag(value: str | None) -> str | None:
    """Return the primary code of a language tag or name, None if it is none.

    >>> tag("en-GB"), tag("English"), tag("?")
    ('en', 'en', None)
    """
    value = (value or "").strip()
    if value.casefold() in _NAMES:
        return _NAMES[value.casefold()]
    match = _TAG.fullmatch(value)
    return match[1].lower() if match else None
