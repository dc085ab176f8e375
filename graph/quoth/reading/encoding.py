"""Bytes to text: the encoding is declared or detected, and never guessed over broken bytes."""

from __future__ import annotations

import codecs
import re
import unicodedata

from quoth.errors import ReadError

_BOMS = (  # longest first: the UTF-32 mark begins with the UTF-16 one
    (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
LEGACY = ("cp1252", "cp1251", "cp1250", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257",
          "koi8_r",  "iso8859_5", "cp866", "shift_jis", "euc_jp", "euc_kr", "gb18030", "big5")
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""")
_MULTIBYTE = re.compile(rb"[\xc3-\xf4][\x80-\xbf]+")
_ODD_IN_WORD = re.compile(
    r"[þðýÞÐÝ]|[a-zA-Zß-ÿ][¹²³¼½¾¿¯¸¢£¥¦¡ªº]+[a-zß-ÿ]|(?<!\S)[¯¼¾¹³][a-zß-ÿ]")
# ^ Polish, Cyrillic or Turkish letters read as western ones (þ is ş: Icelandic is detected)
_EVIDENCE = 6  # fewer odd bytes than this look alike in too many encodings
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")


def decode(data: bytes, *, declared: str | None = None) -> str:
    """Return the normalized text of `data`.

    A byte order mark wins, then UTF-8, then the declared encoding, then detection. Raises
    ReadError for binary data and for bytes that no encoding accounts for.

    >>> decode("“Ja”, sagte er.".encode("cp1252"))
    '“Ja”, sagte er.'
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return normalize(_strict(data[len(mark):], encoding))
    if b"\0" in data:
        return normalize(_without_mark(data))
    try:
        return normalize(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        if declared and _is_known(declared):
            return normalize(_strict(data, declared))
        _refuse_broken_utf8(data, error)
    return normalize(_detect(data))


def normalize(text: str) -> str:
    """Return `text` without byte order mark, with LF line ends, in NFC: what `Article.text` is.

    >>> normalize("cafe\\u0301\\r\\n")
    'café\\n'
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def check(text: str) -> str:
    """Return `text`; raise ReadError if it is no text that can be stored and cited.

    >>> check("Ilves said so.")
    'Ilves said so.'
    """
    if not text.strip():
        raise ReadError("holds no text")
    if "\0" in text:
        raise ReadError("is binary (it holds a NUL character)")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise ReadError(f"holds half of a surrogate pair at character {error.start}") from error
    if len(_CONTROL.findall(text)) > 2 + len(text) // 100:
        raise ReadError("is binary (it is full of control characters)")
    return text


def declared_in(data: bytes) -> str | None:
    """Return the encoding that the head of an HTML or XML page names.

    >>> declared_in(b'<meta charset="koi8-r">')
    'koi8-r'
    """
    found = _DECLARED.search(data[:4096])
    return found[1].decode("ascii") if found else None


def _is_known(encoding: str) -> bool:
    try:
        return codecs.lookup(encoding)._is_text_encoding  # refuses "hex", "zip" and the like
    except (LookupError, ValueError):
        return False


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, ValueError) as error:
        where = getattr(error, "start", 0)
        raise ReadError(f"is not {encoding} as declared (byte {where}); convert it to UTF-8"
                        ) from error


def _without_mark(data: bytes) -> str:
    """Decode UTF-16 that has no byte order mark: every other byte of western text is NUL."""
    head = data[:4096]
    half = max(1, len(head) // 2)
    for encoding, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
        if zeros.count(0) > 0.4 * half and head.count(0) < 1.1 * zeros.count(0):
            return _strict(data, encoding)
    raise ReadError("is binary (it holds NUL bytes)")


def _refuse_broken_utf8(data: bytes, error: UnicodeDecodeError) -> None:
    """Raise for UTF-8 with a few damaged bytes, which a one-byte encoding would turn to noise."""
    good = sum(_is_utf8(match) for match in _MULTIBYTE.findall(data))
    odd = len(data.decode("utf-8", "ignore").encode("utf-8"))
    if good > 0 and good >= (len(data) - odd):
        line = data.count(b"\n", 0, error.start) + 1
        raise ReadError(f"is UTF-8 with broken bytes (first at byte {error.start}, line {line}); "
                        "repair it or convert it to UTF-8") from error


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _detect(data: bytes) -> str:
    encoding = _western(data) or _likeliest(data)
    text = _strict(data, encoding) if encoding else ""
    if not text or _CONTROL.search(text):
        raise ReadError("is in no encoding that can be told; convert it to UTF-8")
    return text


def _likeliest(data: bytes) -> str | None:
    if sum(byte > 127 for byte in data) < _EVIDENCE:
        return None
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=list(LEGACY)).best()
    return best and best.encoding


def _western(data: bytes) -> str | None:
    """Return cp1252 where the odd bytes are few: quotation marks, dashes and single accents read
    alike in all Windows code pages, or are most often western ones."""
    odd = sum(byte > 127 for byte in data)
    if odd * 3 > len(data):
        return None
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    if _ODD_IN_WORD.search(text):
        return None
    words = re.findall(r"\w*[^\W\d_a-zA-Z]\w*", text)
    western = all(re.search("[a-zA-Z]", word) or len(word) == 1 for word in words)
    return "cp1252" if western else None
