"""Runs the bundled model on one article: text in, `Annotations` out, before any completion."""

from __future__ import annotations

import hashlib
import json
import re
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Protocol

import numpy as np

from quoth.errors import ModelError
from quoth.nlp.model import decode as d
from quoth.nlp.model.features import OVERLAP, Pieces, batch, encode, load_tokenizer, owned, windows
from quoth.records import Annotations, Article, Attribution, Link, Mention, Span

FOLDER = Path(__file__).parent / "weights"
UNFUSED = ["SkipLayerNormFusion"]  # onnxruntime's fused kernel takes eight times as long on a CPU
PRONOUN = re.compile(r"\b(?:he|she|they|him|her|them|his|their|I|we|it|its|who)\b")
SENTENCE = 0.5
AHEAD = 3  # articles that the encoder may be before the rest: lengths differ
SHORT = 32  # windows of an article that is read ahead: what longer ones give fills the memory

Call = Callable[[], Annotations]


class Backend(Protocol):
    """What computes: onnxruntime when running, PyTorch when training."""

    def encode(self, inputs: dict[str, np.ndarray]) -> list[np.ndarray]:
        """Return logits (n, length, 17), links, base and anchors of some windows."""

    def decode(self, base: np.ndarray, anchor: np.ndarray, places: np.ndarray,
               asked: d.Range) -> np.ndarray:
        """Return role logits (asked, 7) of some of the pieces around one anchor.

        All are read, `base`: (length, width); `anchor`: (width,); `places`: (length,), where each
        piece lies from the anchor, REACH being the anchor itself. `asked`: rows of `base`.
        """


class OnnxBackend:
    """The two graphs of the bundled model, on one thread so that results never differ."""

    def __init__(self, folder: Path) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self.encoder, self.decoder = (
                onnxruntime.InferenceSession(
                    str(folder / name), options, providers=["CPUExecutionProvider"],
                    disabled_optimizers=UNFUSED)
                for name in ("encoder.onnx", "decoder.onnx"))
        except Exception as error:
            raise ModelError(f"the model in {folder} does not load: {error}") from error

    def encode(self, inputs: dict[str, np.ndarray]) -> list[np.ndarray]:
        """See `Backend`."""
        return self.encoder.run(None, {k: v for k, v in inputs.items() if k != "mask"})

    def decode(self, base: np.ndarray, anchor: np.ndarray, places: np.ndarray,
               asked: d.Range) -> np.ndarray:
        """See `Backend`."""
        first, last = (np.array([at], dtype=np.int64) for at in asked)
        inputs = {"base": base[None], "anchor": anchor, "places": places, "first": first,
                  "last": last}
        return self.decoder.run(None, inputs)[0][0]


@dataclass(frozen=True)
class Read:
    """The encoder's outputs for one article; `owner` says which window decides each piece."""

    pieces: Pieces
    ranges: list[tuple[int, int]]
    owner: np.ndarray
    logits: np.ndarray  # (pieces, 17)
    links: list[np.ndarray]
    base: list[np.ndarray]
    anchors: list[np.ndarray]


class Runner:
    """The bundled model: `Runner()(article)` gives raw annotations.

    The weights are loaded at the first call. `folder` holds encoder.onnx, decoder.onnx,
    tokenizer.json and config.json.
    """

    def __init__(self, folder: Path = FOLDER, *, backend: Backend | None = None,
                 config: dict | None = None) -> None:
        self.folder = folder
        self._backend, self._config = backend, config

    @staticmethod
    def available(folder: Path = FOLDER) -> bool:
        """Say whether the weights are there."""
        return (folder / "encoder.onnx").exists()

    @cached_property
    def config(self) -> dict:
        """Thresholds and calibration, measured on the development data."""
        if self._config is not None:
            return self._config
        try:
            return json.loads((self.folder / "config.json").read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise ModelError(f"the model in {self.folder} has no readable config.json: "
                             "install Quoth again, or use --model rules") from error

    @cached_property
    def backend(self) -> Backend:
        """The sessions, loaded once."""
        return self._backend or OnnxBackend(self.folder)

    @cached_property
    def tokenizer(self):  # noqa: ANN201 - a type of the tokenizers library
        """The word-piece tokenizer."""
        return load_tokenizer(self.folder / "tokenizer.json")

    @cached_property
    def name(self) -> str:
        """Name and version of the model: the version is a hash of its configuration, which in
        turn holds the hashes of the weights."""
        digest = hashlib.sha256(json.dumps(self.config, sort_keys=True).encode()).hexdigest()
        return f"quoth-minilm-{digest[:10]}"

    def __call__(self, article: Article) -> Annotations:
        """Return sentences, mentions, attributions and coreference links of one article."""
        return self._annotations(article, self.read(article.text))

    def each(self, articles: Iterable[Article]) -> Generator[tuple[Article, Call]]:
        """Yield each article with a call that annotates it.

        The encoder reads the next ones meanwhile, in a thread of its own.
        """
        waiting: deque[tuple[Article, Call]] = deque()
        thread = ThreadPoolExecutor(1)
        try:
            for article in articles:
                waiting.append((article, self._begun(article, thread)))
                if len(waiting) > AHEAD:
                    yield waiting.popleft()
            while waiting:
                yield waiting.popleft()
        finally:
            thread.shutdown(cancel_futures=True)

    def _begun(self, article: Article, thread: ThreadPoolExecutor) -> Call:
        """Hand the windows of an article to the encoder's thread; return a call that does the rest.
        """
        try:
            pieces = encode(self.tokenizer, article.text)
            ranges = windows(len(pieces), overlap=OVERLAP)
        except Exception as error:  # it is this article's, whose turn comes later
            return partial(_fail, error)
        calls = [partial(self._encoded, pieces, one) for one in ranges]
        if len(calls) <= SHORT:
            calls = [thread.submit(call).result for call in calls]
        return lambda: self._annotations(article, _joined(pieces, ranges, calls))

    def _annotations(self, article: Article, read: Read | None) -> Annotations:
        if read is None:
            return Annotations(article.id, model=self.name)
        attributions = [self._attribution(article.text, read.pieces, f) for f in self.find(read)]
        mentions = self._mentions(article.text, read, attributions)
        return Annotations(
            article=article.id, sentences=tuple(self._sentences(article.text, read)),
            mentions=tuple(mentions), attributions=tuple(attributions),
            links=tuple(self._links(read, mentions)), model=self.name)

    def read(self, text: str, *, overlap: int = OVERLAP) -> Read | None:
        """Run the encoder over a text; None where there is nothing to read.

        `overlap`: pieces that two neighbouring windows share at least.
        """
        return self.read_pieces(encode(self.tokenizer, text), overlap=overlap)

    def read_pieces(self, pieces: Pieces, *, overlap: int = OVERLAP) -> Read | None:
        """Run the encoder over the pieces of a text, as `read` does."""
        ranges = windows(len(pieces), overlap=overlap)
        return _joined(pieces, ranges, [partial(self._encoded, pieces, one) for one in ranges])

    def _encoded(self, pieces: Pieces, window: tuple[int, int]) -> list[np.ndarray]:
        """Run the encoder over one window: quantized together, windows would change each other."""
        return self.backend.encode(batch(pieces, [window]))

    def find(self, read: Read) -> list[d.Found]:
        """Return the attributions in piece ranges: of all candidates those that are more likely
        right than `least_acceptance`, and of those with nearly one content the likeliest. Whose
        cue lies in the content of another has to be more likely than `least_nested`."""
        chance = partial(d.logistic, self.config["acceptance"])
        found = d.without_doubles([(likely, f) for f in self.candidates(read)
                                   if (likely := chance(f.features))
                                   >= self.config["least_acceptance"]])
        least = self.config.get("least_nested", 0.0)
        return [f for f in found if not d.is_nested(f, found) or chance(f.features) >= least]

    def candidates(self, read: Read) -> list[d.Found]:
        """Return one attribution for each piece that may be a cue, where it has a content."""
        cue = d.softmax(read.logits[:, :3])
        places = d.anchors(cue, self.config["cue_thresholds"])
        if not places:
            return []
        decoded = self._decode(read, places)
        scores = d.side_by_side([logits for _, logits in decoded])
        inside = 1.0 - d.softmax(read.logits[:, 6:9])[:, 0]
        paths = d.best_paths(scores, self._steps())
        found = [d.read_attribution(place, float(1 - cue[place, 0]), first, row, path, inside)
                 for place, (first, _), row, path in zip(
                     places, decoded, d.picked(scores, paths), paths, strict=True)]
        return [f for f in found if f]

    def _steps(self) -> np.ndarray:
        """Return the scores of the steps between the roles of two pieces: (7, 7)."""
        costs = self.config["start_cost"]
        table = d.transitions(7, {d.SOURCE: costs["source"], d.CONTENT: costs["content"],
                                  d.CUE: costs["cue"]})
        return table + np.array(self.config.get("role_steps", 0.0), dtype=np.float32)

    def confidence(self, found: d.Found) -> float:
        """Return the calibrated chance that content and source are right (logistic on the
        features; the weights are fitted on the development data by `training/acceptance.py`)."""
        return d.logistic(self.config["calibration"], found.features)

    def _decode(self, read: Read, places: list[int]) -> list[tuple[int, np.ndarray]]:
        """Return for each anchor a piece and role logits (asked, 7) from there on.

        Each anchor is read alone, in the window that decides it; nothing lies beyond the window.
        """
        of = d.sentences(self._sentence_starts(read), d.softmax(read.logits[:, 6:9]),
                         read.pieces.quote)
        made = []
        for place in places:
            window = read.owner[place]
            start, end = read.ranges[window]
            base, piece = read.base[window], place - start + 1
            begin, stop = max(0, piece - d.REACH), min(len(base), piece + d.REACH)
            a, b = d.about(place, of)
            a, b = max(a, start, begin + start - 1), min(b, end, stop + start - 1)
            shift = d.REACH - piece
            made.append((a, self.backend.decode(
                base[begin:stop], read.anchors[window][piece],
                np.arange(begin + shift, stop + shift),
                (a - start + 1 - begin, b - start + 1 - begin))))
        return made

    @staticmethod
    def _sentence_starts(read: Read) -> np.ndarray:
        chance = 1 / (1 + np.exp(-read.logits[:, 16]))
        return np.flatnonzero((chance > SENTENCE) | (read.pieces.paragraph > 0))

    def _attribution(self, text: str, pieces: Pieces, found: d.Found) -> Attribution:
        def spans(ranges: tuple[d.Range, ...]) -> list[Span]:
            return [Span(int(pieces.starts[a]), int(pieces.ends[b - 1])) for a, b in ranges]

        def nearest(ranges: list[Span]) -> Span | None:
            anchor = int(pieces.starts[found.anchor])
            return min(ranges, key=lambda s: max(s.start - anchor, anchor - s.end), default=None)

        content = spans(found.content)
        worded = [s for s in content if any(c.isalnum() for c in s.of(text))]
        return Attribution(
            content=tuple(worded or content), source=nearest(spans(found.source)),
            cue=nearest(spans(found.cue)), confidence=round(self.confidence(found), 4),
            rules=("model",))

    def _sentences(self, text: str, read: Read) -> Iterator[Span]:
        starts = read.pieces.starts[self._sentence_starts(read)].tolist()
        for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
            yield Span(start, start + len(text[start:end].rstrip()))

    def _mentions(self, text: str, read: Read, attributions: list[Attribution]) -> list[Mention]:
        """Return names, sources and pronouns; of two on the same characters the first."""
        table = d.transitions(7, dict.fromkeys((1, 3, 5), self.config["start_cost"]["name"]))
        made: dict[Span, Mention] = {}
        lines = np.flatnonzero(read.pieces.paragraph).tolist()
        names = d.names(d.softmax(read.logits[:, 9:16]), table, lines)
        for start, end, label, chance in whole_names(text, read.pieces, names):
            made[Span(start, end)] = Mention(start, end, text[start:end], label, "name",
                                             confidence=round(chance, 4))
        for match in PRONOUN.finditer(text):
            self._add(made, text, Span(*match.span()), "PERSON", "pronoun")
        for attribution in attributions:
            if attribution.source:
                self._add(made, text, attribution.source, "PERSON", "nominal")
        return [made[span] for span in sorted(made)]

    @staticmethod
    def _add(made: dict[Span, Mention], text: str, span: Span, label: str, form: str) -> None:
        if span not in made:
            made[span] = Mention(span.start, span.end, span.of(text), label, form)

    def _links(self, read: Read, mentions: list[Mention]) -> Iterator[Link]:
        """Score the antecedents of pronouns and nominals in the window that decides them."""
        pieces, owner = read.pieces, read.owner.tolist()
        first = np.searchsorted(pieces.ends, [m.start for m in mentions], side="right").tolist()
        last = np.searchsorted(pieces.starts, [m.end for m in mentions], side="left").tolist()
        for row, (start, end) in enumerate(read.ranges):
            inside = [i for i in range(len(mentions))
                      if start <= first[i] < last[i] <= end]
            if len(inside) < 2:
                continue
            places = [(first[i] - start + 1, last[i] - start + 1) for i in inside]
            chances = d.link_scores(read.links[row], places, self.config)
            for place, i in enumerate(inside):
                if mentions[i].form == "name" or owner[first[i]] != row:
                    continue
                before = chances[place, 1 : place + 1].tolist()
                likely = sorted((-chance, n) for n, chance in enumerate(before) if chance > 0.05)
                for chance, best in likely[:3]:
                    yield Link(i, inside[best], round(-chance, 4))


def _joined(pieces: Pieces, ranges: list[tuple[int, int]],
            outputs: Iterable[Callable[[], list[np.ndarray]]]) -> Read | None:
    """Return what the encoder gives for the windows of an article; None where it has none."""
    if not len(pieces):
        return None
    parts: list[list[np.ndarray]] = [[], [], [], []]
    for output in outputs:
        for kept, part in zip(parts, output(), strict=True):
            kept.extend(part)
    owner = np.zeros(len(pieces), dtype=np.int64)
    logits = np.empty((len(pieces), parts[0][0].shape[-1]), dtype=np.float32)
    for row, ((a, b), (start, _)) in enumerate(zip(owned(ranges), ranges, strict=True)):
        owner[a:b] = row
        logits[a:b] = parts[0][row][a - start + 1 : b - start + 1]
    return Read(pieces, ranges, owner, logits, *parts[1:])


def _fail(error: Exception) -> Annotations:
    raise error


def whole_names(text: str, pieces: Pieces, names: list[tuple[int, int, str, float]],
                ) -> list[tuple[int, int, str, float]]:
    """Return names as characters: whole words, and one name where only a hyphen parts two."""
    made: list[tuple[int, int, str, float]] = []
    for a, b, label, chance in names:
        start, end = int(pieces.starts[a]), int(pieces.ends[b - 1])
        while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
            end += 1
        while start and text[start - 1].isalnum() and text[start].isalnum():
            start -= 1
        if made and start <= made[-1][1] + 1 and text[made[-1][1] : start] in ("", "-"):
            before = made.pop()
            label = max((before[1] - before[0], before[2]), (end - start, label))[1]
            start, chance = before[0], min(before[3], chance)
        made.append((start, end, label, chance))
    return made
