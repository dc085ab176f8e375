"""The attribution model: one MiniLM encoder, token heads, and a decoder for each cue.

The token heads find cues, sources, contents, names and sentence starts. A cue is then the anchor
of one attribution: the decoder reads the window again, told where the anchor is, and labels the
source, the cue and the content that belong to it. So source and content are linked by
construction, and contents may be split or nested.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence, Sized
from pathlib import Path
from typing import NamedTuple

import torch
import torch.nn.functional as F
from quoth.nlp.model.features import PARAGRAPH, QUOTE, SHAPES
from torch import Tensor, nn

WIDTH, LAYERS, HEADS, VOCABULARY = 384, 6, 12, 30522
ROLES = 7  # O, B/I source, B/I content, B/I cue
NER = ("O", "B-PERSON", "I-PERSON", "B-ORG", "I-ORG", "B-LOC", "I-LOC")
LINK = 64
PLACES = 512
INNER = 192
HEAD = WIDTH // HEADS  # of the output of one attention head
UNITS = 4 * WIDTH  # of the feed-forward layer of each block, as in MiniLM
REACH = 96  # pieces that the decoder sees on either side of its anchor: 98.5 % of the
# attributions of PolNeAR train lie within it
OUTPUTS = {"cue": 3, "source": 3, "content": 3, "ner": len(NER), "sentence": 1}


class Size(NamedTuple):
    """How many attention heads a block has, each of WIDTH / HEADS, and how many units."""

    heads: int = HEADS
    units: int = UNITS


SIZES = (Size(),) * LAYERS  # as in MiniLM


def attention(q: Tensor, k: Tensor, v: Tensor, bias: Tensor | None) -> Tensor:
    """Scaled dot-product attention, written out: on a CPU in bfloat16 forward and backward take
    60 % of the time of PyTorch's fused kernel, and autocast would run the softmax in float32."""
    with torch.autocast(q.device.type, enabled=False):
        scores = (q / math.sqrt(q.shape[-1])) @ k.transpose(-1, -2)
        if bias is not None:
            scores = scores + bias.to(q.dtype)
        return scores.softmax(-1) @ v


class Attend(torch.autograd.Function):
    """Attention as one operator of onnxruntime (its flash attention runs where there is no mask).

    Only for export; `q`, `k`, `v`: (batch, length, width).
    """

    @staticmethod
    def forward(ctx, q: Tensor, k: Tensor, v: Tensor, heads: int) -> Tensor:  # noqa: ANN001
        return q + k + v  # the shape is all that tracing needs

    @staticmethod
    def symbolic(g, q, k, v, heads):  # noqa: ANN001, ANN205
        return g.op("com.microsoft::MultiHeadAttention", q, k, v, num_heads_i=heads)


class Block(nn.Module):
    """A post-norm transformer block, as in BERT; `size`: of a head."""

    def __init__(self, width: int, heads: int, inner: int, size: int) -> None:
        super().__init__()
        self.heads, self.size = heads, size
        self.qkv = nn.Linear(width, 3 * heads * size)
        self.out = nn.Linear(heads * size, width)
        self.norm1 = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)

    def forward(self, x: Tensor, seen: Tensor | None) -> Tensor:
        """`x`: (batch, length, width); `seen`: (batch, length), 0 on padding, else 1; None where
        there is none, as always in an exported graph."""
        n, t, _ = x.shape
        if torch.onnx.is_in_onnx_export():
            mixed = Attend.apply(*self.qkv(x).chunk(3, -1), self.heads)
            x = self.norm1(x + self.out(mixed))
            return self.norm2(x + self.down(F.gelu(self.up(x))))
        q, k, v = (self.qkv(x).view(n, t, 3, self.heads, self.size)
                   .permute(2, 0, 3, 1, 4).unbind(0))
        bias = None if seen is None else (1.0 - seen[:, None, None, :]) * -1e4
        mixed = attention(q, k, v, bias)
        x = self.norm1(x + self.out(mixed.transpose(1, 2).reshape(n, t, -1)))
        return self.norm2(x + self.down(F.gelu(self.up(x))))


class Encoder(nn.Module):
    """Pieces and features to token outputs and what the decoder and the linker need."""

    def __init__(self, sizes: Sequence[Size] = SIZES) -> None:
        super().__init__()
        self.word = nn.Embedding(VOCABULARY, WIDTH)
        self.position = nn.Embedding(PLACES, WIDTH)
        self.shape = nn.Embedding(SHAPES, WIDTH)
        self.paragraph = nn.Embedding(PARAGRAPH, WIDTH)
        self.quote = nn.Embedding(QUOTE, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.blocks = nn.ModuleList(Block(WIDTH, heads, units, HEAD) for heads, units in sizes)
        self.heads = nn.Linear(WIDTH, sum(OUTPUTS.values()))
        self.link = nn.Linear(WIDTH, 4 * LINK)
        self.base = nn.Linear(WIDTH, INNER)
        self.anchor = nn.Linear(WIDTH, INNER)
        for extra in (self.shape, self.paragraph, self.quote):
            nn.init.normal_(extra.weight, std=0.02)

    def forward(self, ids: Tensor, shape: Tensor, paragraph: Tensor, quote: Tensor,
                mask: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """All inputs (batch, length). Returns logits, link vectors, decoder base and anchors."""
        places = torch.arange(ids.shape[1], device=ids.device)
        x = (self.word(ids) + self.position(places) + self.shape(shape)
             + self.paragraph(paragraph) + self.quote(quote))
        x = self.norm(x)
        seen = None
        if not torch.onnx.is_in_onnx_export() and not bool(mask.all()):
            seen = mask.to(x.dtype)
        for block in self.blocks:
            x = block(x, seen)
        return self.heads(x), self.link(x), self.base(x), self.anchor(x)


class Decoder(nn.Module):
    """One attribution for each anchor: the role of every piece of its window."""

    def __init__(self) -> None:
        super().__init__()
        self.place = nn.Parameter(torch.zeros(2 * REACH, INNER))
        self.norm = nn.LayerNorm(INNER)
        self.block = Block(INNER, 3, 384, INNER // 3)
        self.roles = nn.Linear(INNER, ROLES)
        self.steps = nn.Parameter(torch.zeros(ROLES, ROLES))  # from, to: scores of the CRF
        self.register_buffer("offsets", torch.arange(-REACH, REACH), persistent=False)

    def forward(self, base: Tensor, anchors: Tensor, mask: Tensor, window: Tensor,
                piece: Tensor) -> Tensor:
        """`base`, `anchors`: (windows, length, INNER); `window`, `piece`: (n,), the place of each
        anchor. Returns logits (n, 2 * REACH, ROLES); row 0 is REACH pieces before the anchor."""
        at = piece[:, None] + self.offsets[None, :]
        inside = (at >= 0) & (at < base.shape[1])
        at = at.clamp(0, base.shape[1] - 1)
        rows = window[:, None]
        told = anchors[window, piece]
        x = self.norm(base[rows, at] + told[:, None, :] + self.place)
        seen = mask[rows, at].to(x.dtype) * inside.to(x.dtype)
        return self.roles(self.block(x, seen))

    def one(self, base: Tensor, anchor: Tensor, places: Tensor) -> Tensor:
        """The same for one anchor, over the pieces that are there: `base` (1, length, INNER),
        `anchor` (INNER,), `places` (length,). Returns logits (1, length, ROLES)."""
        x = self.norm(base + anchor + self.place[places])
        return self.roles(self.block(x, None))


class Model(nn.Module):
    """Encoder, decoder and the few numbers of the mention linker."""

    def __init__(self, sizes: Sequence[Size] = SIZES) -> None:
        super().__init__()
        self.encoder = Encoder(sizes)
        self.decoder = Decoder()
        self.link_none = nn.Parameter(torch.zeros(1))
        self.link_distance = nn.Parameter(torch.zeros(16))


def sizes_of(biases: Mapping[str, Sized], stem: str = "encoder.") -> list[Size]:
    """Return the sizes of the blocks of some weights, by the lengths of their biases."""
    return [Size(len(biases[f"{stem}blocks.{i}.qkv.bias"]) // (3 * HEAD),
                 len(biases[f"{stem}blocks.{i}.up.bias"])) for i in range(LAYERS)]


def load(path: Path) -> Model:
    """Return the model of a file of weights, ready to run."""
    state = torch.load(path, map_location="cpu")
    model = Model(sizes_of(state))
    model.load_state_dict(state)
    return model.eval()


def load_minilm(encoder: Encoder, tensors: dict[str, Tensor]) -> None:
    """Copy the published weights of all-MiniLM-L6-v2 into the encoder."""
    embeddings = "embeddings."
    with torch.no_grad():
        encoder.word.weight.copy_(tensors[embeddings + "word_embeddings.weight"])
        encoder.position.weight.copy_(
            tensors[embeddings + "position_embeddings.weight"]
            + tensors[embeddings + "token_type_embeddings.weight"][0])
        encoder.norm.weight.copy_(tensors[embeddings + "LayerNorm.weight"])
        encoder.norm.bias.copy_(tensors[embeddings + "LayerNorm.bias"])
        for i, block in enumerate(encoder.blocks):
            copy_block(block, {k.removeprefix(f"encoder.layer.{i}."): v
                               for k, v in tensors.items() if f"encoder.layer.{i}." in k})


def copy_block(block: Block, tensors: dict[str, Tensor]) -> None:
    """Copy one BERT layer."""
    for kind in ("weight", "bias"):
        parts = [tensors[f"attention.self.{name}.{kind}"] for name in ("query", "key", "value")]
        getattr(block.qkv, kind).copy_(torch.cat(parts))
        for ours, theirs in ((block.out, "attention.output.dense"),
                             (block.norm1, "attention.output.LayerNorm"),
                             (block.up, "intermediate.dense"), (block.down, "output.dense"),
                             (block.norm2, "output.LayerNorm")):
            getattr(ours, kind).copy_(tensors[f"{theirs}.{kind}"])
