"""What fuzzing checks and what it starts from: `tests/corpus` holds the inputs, one file each.

`test_fuzzing.py` replays the corpus, `benchmarks/fuzz.py` looks for inputs that are not in it and
keeps the smallest one of each fault that it finds. A folder of the corpus is the name of a target:
the ending of a reader without its dot, or `text` for all that follows the reading.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

from hypothesis import strategies as st
from quoth.extraction import check as check_facts
from quoth.linking import Resolver
from quoth.nlp import Annotator, load
from quoth.nlp.paragraphs import paragraphs
from quoth.nlp.quotes import find_quotes
from quoth.nlp.sentences import sentences
from quoth.nlp.tokens import tokenize
from quoth.reading import READERS, Rejected, Source
from quoth.reading.encoding import normalize
from quoth.reading.plain import describe
from quoth.records import Article, Facts, Span

CORPUS = Path(__file__).parent / "corpus"
TOKENS = [  # what the formats and the rules look for, and what breaks them
    b"\"", b"'", "“".encode(), "”".encode(), "„".encode(), "«".encode(), "»".encode(), "’".encode(),
    "‘".encode(), b"\n", b"\n\n", b"\r\n", b"\r", b" said ", b", she said.", b"according to ",
    b" told reporters that ", b"He ", b"the minister ", b"Anna Berg ", b"(", b")", b"[", b"]",
    b"{", b"}", b"<", b">", b"</", b"<p>", b"</p>", b"<!--", b"-->", b"<![CDATA[", b"]]>",
    b"<script>", b"<article>", b"&amp;", b"&#0;", b"&#x110000;", b"&", b"\x00", b"\xff",
    b"\xfe\xff", b"\xef\xbb\xbf", "\u202e".encode(), "\u0301".encode(), "\U0001f600".encode(),
    b"\xed\xa0\x80",
    b"null", b"NaN", b"-1", b"1e999", b"99999999999999999999", b"[]", b"{}", b'"text":', b"\\ud800",
    b",", b";", b"\t", b":", b"--", "—".encode(), b"...", b".", b"Mr. ", b"U.S. ", b"2024-13-45",
    b"March 3, 2024", b"Content-Length: ", b"WARC/1.0\r\n", b"\x1f\x8b\x08", b"PAR1", b"<?xml ",
    b"http://example.org/", b"A" * 300, b"(" * 300, b"<b>" * 300, "“".encode() * 300,
]


def targets() -> dict[str, Callable[[bytes], None]]:
    """Return what is fuzzed, by the name of its folder: a function that raises at a fault."""
    first = {reader: ending for ending, reader in reversed(READERS.items())}
    readers = {ending.removeprefix("."): _reader(ending) for ending in first.values()}
    return {**dict(sorted(readers.items())), "text": check_text}


def corpus(target: str) -> list[Path]:
    """Return the inputs of a target, by name."""
    return sorted(path for path in (CORPUS / target).glob("*") if path.is_file())


def _reader(ending: str) -> Callable[[bytes], None]:
    def check(data: bytes) -> None:
        source = Source(key="a", name=f"a{ending}", data=data)
        results = list(itertools.islice(READERS[ending](source), 1000))
        assert results or ending == ".warc", "a reader says nothing of an input"
        for result in results:
            if isinstance(result, Rejected):
                assert "\n" not in str(result), f"two lines: {result}"
            else:
                check_article(result)

    return check


def check_article(article: Article) -> None:
    """Hold an article against what every article is."""
    assert article.text == normalize(article.text)
    end = 0
    for region in article.regions:
        assert end <= region.start < region.end <= len(article.text), f"{region} is out of place"
        end = region.end
    assert Article.from_dict(article.to_dict()) == article


def check_text(data: bytes) -> None:
    """Hold the quotation layer and all that follows it against a text."""
    text = normalize(data.decode("utf-8", "surrogatepass" if _halved(data) else "replace"))
    check_layers(text)
    article = describe(text, key="a")
    check_article(article)
    annotations = annotator()(article)
    spans = [s for a in annotations.attributions for s in (*a.content, a.source, a.cue) if s]
    spans += [*annotations.sentences, *(m.span for m in annotations.mentions)]
    for span in spans:
        assert 0 <= span.start < span.end <= len(text), f"{span} is not in the text"
    for a in annotations.attributions:
        assert a.within is None or 0 <= a.within < len(annotations.attributions)
    facts = resolver()(article, annotations)
    for quotation in facts.quotations:
        assert quotation.content and all(s.of(text) for s in quotation.content)
    check_facts(facts)
    assert Facts.from_dict(facts.to_dict(with_text=True)) == facts
    assert resolver()(article, annotator()(article)) == facts, "not the same twice"


def _halved(data: bytes) -> bool:
    """Say whether bytes hold halves of surrogate pairs, which JSON can bring into a text."""
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def check_layers(text: str) -> None:
    """Hold paragraphs, sentences, tokens and quotation marks against the text."""
    blocks = paragraphs(text)
    _apart(blocks, text)
    _apart(sentences(text, blocks), text)
    tokens = [t for block in blocks for t in tokenize(text, *block)]
    _apart([Span(t.start, t.end) for t in tokens], text)
    assert all(text[t.start : t.end] == t.text for t in tokens)
    found = find_quotes(text, blocks)
    for quote in found.quotes:
        assert 0 <= quote.start < quote.end <= len(text)
        assert quote.span.contains(quote.inner)
        assert 0 <= quote.chain < len(found.quotes)
    assert list(found.quotes) == sorted(found.quotes, key=lambda q: (q.start, -q.end))
    _apart([q.span for q in found.outer], text)


def _apart(spans: list[Span] | tuple[Span, ...], text: str) -> None:
    end = 0
    for span in spans:
        assert end <= span.start < span.end <= len(text), f"{span} is out of place"
        end = span.end


@lru_cache(maxsize=1)
def annotator() -> Annotator:
    """Return the rules with the completion behind them, which every model has too."""
    return load("rules")


@lru_cache(maxsize=1)
def resolver() -> Resolver:
    """Return what links."""
    return Resolver()


@st.composite
def mutated(draw: st.DrawFn, seeds: list[bytes]) -> bytes:
    """Draw an input of the corpus and change it here and there."""
    data = draw(st.sampled_from(seeds))
    for _ in range(draw(st.integers(1, 8))):
        at = draw(st.integers(0, len(data)))
        until = draw(st.integers(at, min(len(data), at + 200)))
        data = data[:at] + draw(_pieces(seeds, data[at:until])) + data[until:]
    return data[:20_000]


def _pieces(seeds: list[bytes], old: bytes) -> st.SearchStrategy[bytes]:
    """Return what can stand in the place of some bytes: nothing, more of them, others."""
    def cut(seed: bytes) -> Iterator[bytes]:
        yield from (seed[: len(seed) // 2], seed[len(seed) // 2 :])

    return st.one_of(
        st.just(b""), st.just(old * 2), st.just(old[::-1]), st.binary(max_size=4),
        st.sampled_from(TOKENS).map(old.__add__), st.sampled_from(TOKENS),
        st.sampled_from([half for seed in seeds for half in cut(seed)]))
