"""A word tokenizer with offsets: one regular expression, linear, at home in any text."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

OUTLET = r"(?:News|Info|Media|Press|Today|Day|Live|Report|Online|Times|Az|Kz|Kg|Uz|Tj|Am|Ge)"
_TOKEN = re.compile(
    r"""
    (?-i:[a-z]++(?=[ ,\n]))                         # most words, found quickly
  | (?:https?://|www\.|pic\.)[^\s"'”’»<>]+          # addresses
  | [@\#]\w+                                        # handles and hash tags
  | (?-i:[A-Z][\w-]*\.""" + OUTLET + r"""(?!\w))                # outlets: Orient.News
  | (?:[A-Za-z]\.){2,}(?!\w)                        # U.S., e.g.
  | (?-i:Mr|Mrs|Ms|Dr|St|Prof|Gen|Col|Sen|Rep|Gov|Lt|Sgt|Capt|Jr|Sr|Rev|Hon|Maj|Adm|Cmdr|Insp)\.
  | (?-i:(?<!\w)[A-Z]\.(?=\s?[A-Z][a-z.]))            # initials
  | \d++(?:[.,:/]\d++)*+(?:st|nd|rd|th|s|%)?(?![^\W\d_]|-[^\W\d_])  # numbers, dates, times
  | (?:[^\W_]|[\u0300-\u036f])+                     # words, with hyphens and apostrophes inside
    (?:(?!['’](?:s|ll|re|ve|d|m)(?!\w))[-\u2010\u2011&'’](?:[^\W_]|[\u0300-\u036f])+)*
  | ['’](?:s|ll|re|ve|d|m)(?!\w)                    # clitics
  | (?<=s)['’](?=[ ][a-z])                          # the participants' letter
  | ['’]\d0s?(?!\w)                                # the '90s
  | \.{2,} | -{2,}
  | \S
    """,
    re.VERBOSE | re.IGNORECASE,
)


class Token(NamedTuple):
    """A word or mark: `text == article.text[start:end]`, `low` is the text in lower case."""

    start: int
    end: int
    text: str
    low: str

    @property
    def is_word(self) -> bool:
        """Say whether the token begins with a letter or digit."""
        return self.text[0].isalnum()

    @property
    def is_title(self) -> bool:
        """Say whether the token is written with a capital first letter."""
        return self.text[0].isupper()


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the tokens of `text[start:end]`, with offsets into `text`.

    >>> [t.text for t in tokenize("O'Neil's team didn't say.")]
    ["O'Neil", "'s", 'team', "didn't", 'say', '.']
    """
    end = len(text) if end is None else end
    made = tuple.__new__  # half the time of a call of the class
    return [made(Token, (m.start(), m.end(), word := m[0], _lowered(word)))
            for m in _TOKEN.finditer(text, start, end)]


@lru_cache(maxsize=16384)
def _lowered(word: str) -> str:
    return word.lower().replace("’", "'")
