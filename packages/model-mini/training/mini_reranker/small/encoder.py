"""A transformer over the pieces of a pair that is told which of them match.

Pre-norm layers (Xiong et al., On layer normalization in the transformer architecture, 2020). The embedding of a piece is the sum
of those of its id, place, segment, whether it stands in the other segment too, and its IDF in eight steps. Letters of
shapes: P pairs, S pieces, W width, H heads.
"""
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch import Tensor

from ..piece_tables import MAX_IDF
from ..text.word_piece import SPECIAL
from .settings import Shape

IDF_STEPS = 8
PLACES = 320
"""That have an embedding of their own; what comes later shares the last, because training sees little of it."""


class Layer(nn.Module):
    """Attention and a network of four times the width, each added to what comes in."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads, width = shape.heads, shape.width
        self.first, self.second = nn.LayerNorm(width), nn.LayerNorm(width)
        self.mix, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

    def forward(self, x: Tensor, hidden: Tensor) -> Tensor:
        """[P, S, W]; `hidden` [P, 1, 1, S] is added to the attention, very low for padding."""
        pairs, length, width = x.shape
        mixed = self.mix(self.first(x)).view(pairs, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        query, key, value = mixed[0], mixed[1], mixed[2]
        weights = torch.softmax(query @ key.transpose(-1, -2) * (width // self.heads) ** -0.5 + hidden, -1)
        x = x + self.out((weights @ value).transpose(1, 2).reshape(pairs, length, width))
        added: Tensor = self.down(F.gelu(self.up(self.second(x))))
        return x + added


class Encoder(nn.Module):
    """Vectors [P, S, W] of the pieces of pairs."""

    idf_step: Tensor

    def __init__(self, shape: Shape, idf: Tensor) -> None:
        """`idf` [pieces] of the feature model."""
        super().__init__()
        self.pieces = nn.Embedding(len(idf), shape.width)
        self.places = nn.Embedding(PLACES, shape.width)
        self.segments, self.matches = nn.Embedding(2, shape.width), nn.Embedding(2, shape.width)
        self.idfs = nn.Embedding(IDF_STEPS, shape.width)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.last = nn.LayerNorm(shape.width)
        for table in (self.pieces, self.places, self.segments, self.matches, self.idfs):
            nn.init.normal_(table.weight, std=0.02)
        self.register_buffer('idf_step', (idf / MAX_IDF * IDF_STEPS).long().clamp(0, IDF_STEPS - 1))

    def forward(self, ids: Tensor, mask: Tensor, types: Tensor) -> Tensor:
        """The three inputs are int64 [P, S]."""
        place = (torch.cumsum(torch.ones_like(ids), 1) - 1).clamp(max=PLACES - 1)
        x = (self.pieces(ids) + self.places(place) + self.segments(types)
             + self.matches(matched(ids, mask, types)) + self.idfs(self.idf_step[ids]))
        hidden = (1.0 - mask.to(x.dtype))[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, hidden)
        vectors: Tensor = self.last(x)
        return vectors


def matched(ids: Tensor, mask: Tensor, types: Tensor) -> Tensor:
    """int64 [P, S] 1 where the same piece stands in the other segment too."""
    word = (mask > 0) & (ids >= len(SPECIAL))
    other = (types.unsqueeze(2) != types.unsqueeze(1)) & word.unsqueeze(1) & word.unsqueeze(2)
    return ((ids.unsqueeze(2) == ids.unsqueeze(1)) & other).to(torch.float32).amax(-1).long()
