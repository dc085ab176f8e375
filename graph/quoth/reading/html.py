"""Web pages: trafilatura finds the story, the page's own metadata say where it is from.

White space is normalized on the way: offsets refer to the extracted text, in which an empty line
is between two paragraphs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from quoth.errors import ReadError
from quoth.reading import dates
from quoth.reading.encoding import check, declared_in, decode, normalize
from quoth.reading.marks import Known
from quoth.reading.outlets import by_name
from quoth.reading.plain import describe
from quoth.reading.source import Rejected, Source, one_line
from quoth.records import Article

MAX_ELEMENTS = 200_000
MAX_DEPTH = 400
_TAGS = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)\b[^<>]*?(/?)>")
_VOID = frozenset([
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
    "source", "track", "wbr", "p", "li", "td", "th", "tr", "dt", "dd", "option", "thead",
    "tbody", "tfoot", "colgroup"])


def read(source: Source) -> Iterator[Article | Rejected]:
    """Yield the article of one web page, or its refusal.

    >>> page = b"<html><body><p>" + b"The port of Lisk is open again. " * 20
    >>> [article.text[:16] for article in read(Source("p.html", "p.html", data=page))]
    ['The port of Lisk']
    """
    try:
        data = source.read()
        page = decode(data, declared=source.charset or declared_in(data))
        yield extract(page, key=source.key, url=source.url)
    except ReadError as error:
        yield source.refuse(str(error))


def extract(page: str, *, key: str, url: str | None = None) -> Article:
    """Return the article that is on a page; raises ReadError if there is none.

    >>> page = "<html><body><article><h1>Port reopens</h1><p>" + "The port is open again. " * 20
    >>> extract(page, key="p.html").text[:23]
    'Port reopens\\n\\nThe port '
    """
    check(page)
    _bound(page)
    tree = _parse(page)
    known = metadata(tree, url=url)
    text, headings = _story(page, known.url)
    known = replace(known, headings=headings, title=known.title or _title(tree, known.publisher))
    return describe(text, key=key, known=known)


def _bound(page: str) -> None:
    """Refuse a page whose elements are too many or too deep to be a news page."""
    depth = deepest = 0
    for count, match in enumerate(_TAGS.finditer(page)):
        if not match[3] and match[2].lower() not in _VOID:
            depth = max(0, depth - 1) if match[1] else depth + 1
        deepest = max(deepest, depth)
        if deepest > MAX_DEPTH or count > MAX_ELEMENTS:
            raise ReadError("is no page that can be read (nested too deep, or too many tags)")


def _parse(page: str) -> Any:
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=False)
    try:
        tree = lxml_html.document_fromstring(page.encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise ReadError(f"is no HTML that can be read ({one_line(error)})") from error
    return tree


def _title(tree: Any, publisher: str | None) -> str | None:
    """Return the only top heading, else the page's title without the name of the site."""
    tops = [" ".join(top.text_content().split()) for top in tree.iter("h1")]
    if len(tops) == 1 and tops[0]:
        return _clean(tops[0])
    title = _clean(tree.xpath("string(//head/title)"))
    head, _, site = re.sub(r"\s[|–—-]\s(?!.*\s[|–—-]\s)", "\0", title or "").partition("\0")
    return head if site and (site == publisher or by_name(site)) else title


def _story(page: str, url: str | None) -> tuple[str, frozenset[str]]:
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(page, url=url, include_comments=False, include_tables=True)
    except (RecursionError, MemoryError, ValueError, TypeError, AttributeError, IndexError,
            etree.LxmlError) as error:
        raise ReadError(f"is no page that can be read ({one_line(error)})") from error
    blocks = list(_blocks(found.body)) if found is not None and found.body is not None else []
    text = normalize("\n\n".join(line for line, _ in blocks))
    if not text.strip():
        raise ReadError("holds no story (only links, scripts or page furniture)")
    headings = frozenset(normalize(line) for line, kind in blocks if kind == "head")
    return check(text), headings


def _blocks(body: Any) -> Iterator[tuple[str, str]]:
    """Yield the paragraphs of an extracted body: the text, and the kind of element."""
    for element in body.iter("head", "p", "item", "row", "quote", "code", "ab"):
        if element.tag == "quote" and len(element):
            continue
        if any(up.tag in ("p", "head", "item", "row") for up in element.iterancestors()):
            continue
        cells = element.tag == "row"
        text = " | ".join(_words(cell) for cell in element) if cells else _words(element)
        if text.strip(" |"):
            yield text, element.tag


def _words(element: Any) -> str:
    parts = []
    for node in element.iter():
        if node.tag == "lb":
            parts.append("\n")
        if isinstance(node.tag, str):
            parts.append(node.text or "")
        if node is not element:
            parts.append(node.tail or "")
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


_META = {
    "title": ("og:title", "twitter:title", "dc.title"),
    "published": ("article:published_time", "og:article:published_time", "datepublished",
                  "article:published", "pubdate", "publishdate", "publish-date", "date",
                  "dc.date.issued", "dc.date", "dcterms.created", "parsely-pub-date",
                  "sailthru.date", "cxenseparse:recs:publishtime"),
    "publisher": ("og:site_name", "application-name", "dc.publisher", "publisher"),
    "author": ("author", "article:author", "dc.creator", "parsely-author", "byl",
               "sailthru.author"),
    "language": ("og:locale", "dc.language", "content-language"),
    "url": ("og:url",),
}


def metadata(tree: Any, *, url: str | None = None) -> Known:
    """Return what a page says about itself: JSON-LD first, then meta elements.

    >>> page = "<html lang='en'><meta name='author' content='Jane Doe'>"
    >>> metadata(lxml_html.document_fromstring(page)).author
    'Jane Doe'
    """
    linked = _linked_data(tree)
    named = _meta_elements(tree)
    found = {name: linked.get(name) or next((named[k] for k in keys if k in named), None)
             for name, keys in _META.items()}
    found["language"] = tree.get("lang") or tree.get("xml:lang") or found["language"]
    canonical = tree.xpath("string(//link[@rel='canonical']/@href)")
    found["url"] = url or next((u for u in (canonical, found["url"]) if _is_url(u)), None)
    found["published"] = _date(found["published"]) or _date(
        tree.xpath("string((//article//time|//time)[@datetime][1]/@datetime)"))
    if found["author"] and (_is_url(found["author"]) or "@" in found["author"]):
        found["author"] = None
    return Known(**{name: _clean(value) for name, value in found.items()})


def _is_url(value: str | None) -> bool:
    return bool(value and re.match(r"https?://\S+$", value))


def _date(value: str | None) -> str | None:
    return dates.parse(value) if value else None


def _clean(value: str | None) -> str | None:
    value = normalize(" ".join((value or "").split()))
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return None
    return value[:500] or None


def _meta_elements(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or (
            element.get("http-equiv"))
        content = element.get("content")
        if name and content and content.strip():
            found.setdefault(name.strip().lower(), content)
    return found


_TYPES = re.compile(r"\w*(?:Article|Posting)$")


def _linked_data(tree: Any) -> dict[str, str | None]:
    """Return title, date, publisher, author and language of the JSON-LD article."""
    for script in tree.xpath("//script[contains(@type, 'ld+json')]"):
        try:
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _items(data):
            kind = item.get("@type")
            kinds = kind if isinstance(kind, list) else [kind]
            if any(isinstance(k, str) and _TYPES.match(k) for k in kinds):
                return {"title": _name(item.get("headline")),
                        "published": _name(item.get("datePublished")),
                        "publisher": _name(item.get("publisher")),
                        "author": _name(item.get("author")),
                        "language": _name(item.get("inLanguage"))}
    return {}


def _items(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if isinstance(data, list) and depth < 5:
        for item in data:
            yield from _items(item, depth + 1)
    elif isinstance(data, dict):
        yield data
        yield from _items(data.get("@graph") or [], depth + 1)
        yield from _items(data.get("mainEntity") or [], depth + 1)


def _name(value: Any) -> str | None:
    """Return the name of a person or organization, or names, or a plain string."""
    if isinstance(value, list):
        return ", ".join(filter(None, (_name(item) for item in value[:10]))) or None
    if isinstance(value, dict):
        return _name(value.get("name"))
    return value.strip() or None if isinstance(value, str) else None


_PAGE = re.compile(
    r"\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*"
    r"<(?:!doctype\s+html|html|head|body|article|div|p|h1|section)\b", re.I | re.S)


def looks_like_html(text: str) -> bool:
    """Say whether a text is a page or a piece of one.

    >>> looks_like_html("<p>Ilves said so.</p>"), looks_like_html("Ilves <said> so")
    (True, False)
    """
    return bool(_PAGE.match(text[:2000]))
