"""RSS and Atom feeds: the entries that carry their text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from quoth.errors import ReadError
from quoth.reading.encoding import check, normalize
from quoth.reading.marks import Known
from quoth.reading.plain import describe
from quoth.reading.source import Rejected, Source, one_line
from quoth.records import Article

_BLOCKS = frozenset([
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "tr", "section",
    "article", "figure", "figcaption", "ul", "ol", "table", "pre"])
_SKIPPED = frozenset([
    "script", "style", "iframe", "noscript", "form", "button", "svg"])


def read(source: Source) -> Iterator[Article | Rejected]:
    """Yield the article of each entry of a feed.

    >>> feed = b"<rss version='2.0'><channel><item><title>Port</title><guid>tag:1</guid>" \\
    ...        b"<description>The port is open.</description></item></channel></rss>"
    >>> [article.text for article in read(Source("f.xml", "f.xml", data=feed))]
    ['The port is open.']
    """
    import feedparser

    try:
        parsed = feedparser.parse(source.read(), sanitize_html=True, resolve_relative_uris=False)
    except (ReadError, ValueError, RecursionError, MemoryError) as error:
        yield source.refuse(one_line(error))
        return
    if not parsed.get("version") or not parsed.entries:
        why = parsed.get("bozo_exception")
        detail = f" ({one_line(why)})" if why and not parsed.get("version") else ""
        yield source.refuse(f"is no RSS or Atom feed with entries{detail}")
        return
    for number, entry in enumerate(parsed.entries, 1):
        yield _one(source, parsed.feed, entry, number)


def _one(source: Source, feed: Any, entry: Any, number: int) -> Article | Rejected:
    url = entry.get("link")
    key = entry.get("id") or url or f"{source.key}:{number}"
    try:
        text = check(_text(entry))
        known = _known(feed, entry, url)
        check(key)
        return describe(text, key=key, known=known)
    except ReadError as error:
        return Rejected(f"{source.name}: {key}"[:300], str(error))


def _text(entry: Any) -> str:
    values = [content.get("value") for content in entry.get("content") or ()]
    values.append(entry.get("summary"))  # None where the markup of an item is broken
    found = next((value for value in values if value and value.strip()), "")
    if not found:
        raise ReadError("has no text, only a link; read the page itself")
    return normalize(paragraphs(found))


def _known(feed: Any, entry: Any, url: str | None) -> Known:
    moment = entry.get("published_parsed")
    published = datetime(*moment[:6], tzinfo=UTC).isoformat() if moment else None
    source = (entry.get("source") or {}).get("title") or feed.get("title")
    known = Known(title=entry.get("title"), published=published, author=entry.get("author"),
                  publisher=source, language=feed.get("language"), url=url)
    return replace(known, title=normalize(paragraphs(known.title or "").replace("\n", " ")) or None)


def paragraphs(fragment: str) -> str:
    """Return the text of a piece of HTML, an empty line between its paragraphs.

    >>> paragraphs("<p>One <b>two</b></p>three<br>four")
    'One two\\n\\nthree\\n\\nfour'
    """
    if "<" not in fragment and "&" not in fragment:
        return fragment
    try:
        root = lxml_html.fragment_fromstring(fragment, create_parent="div")
    except (etree.LxmlError, ValueError) as error:
        raise ReadError(f"holds HTML that cannot be read ({one_line(error)})") from error
    lines = (" ".join(line.split()) for line in "".join(_flow(root)).split("\n"))
    return "\n\n".join(line for line in lines if line)


def _flow(root: Any) -> Iterator[str]:
    """Yield the pieces of text of a tree, with a line end around blocks and at breaks."""
    for event, node in etree.iterwalk(root, events=("start", "end", "comment")):
        if event == "start":
            if node.tag in _BLOCKS or node.tag == "br":
                yield "\n"
            if node.tag not in _SKIPPED:
                yield (node.text or "").replace("\n", " ")
            continue
        if event == "end" and node.tag in _BLOCKS:
            yield "\n"
        if node is not root:
            yield (node.tail or "").replace("\n", " ")
