"""The language of an article, told only where it is plain."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

_ENOUGH = 60  # letters; below that names alone decide ("Putin said" reads as Finnish)
_SAMPLE = 3000
_SURE = 0.95
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
    if sum(c.isalpha() for c in sample[:500]) < _ENOUGH:
        return None
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
