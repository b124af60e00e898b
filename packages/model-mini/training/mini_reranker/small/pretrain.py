"""Masked-language training of an encoder on the passages (Devlin et al., BERT, 2019), with the tied output of its embedding."""
from collections.abc import Mapping

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch import Tensor

from ..encode import EncodedSet
from ..lexicon import Ids
from ..text.word_piece import CLS, SEP, SPECIAL
from .descent import Descent
from .encoder import Encoder
from .settings import Pretrain
from .steps import Course, take_steps

MASK = SPECIAL.index('[MASK]')
MASKED, REPLACED, KEPT = 0.15, 0.8, 0.9
"""Share of the pieces to be told; of these 80% are masked, 10% another piece and 10% left."""


class Teller(nn.Module):
    """Logits [masked, pieces] of what stands in masked places."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        self.turn = nn.Linear(encoder.last.normalized_shape[0], encoder.last.normalized_shape[0])
        self.bias = nn.Parameter(torch.zeros(encoder.pieces.num_embeddings))

    def forward(self, ids: Tensor, mask: Tensor, asked: Tensor) -> Tensor:
        """`asked` bool [P, S] says which places."""
        vectors = F.gelu(self.turn(self.encoder(ids, mask, torch.zeros_like(ids))[asked]))
        return vectors @ self.encoder.pieces.weight.t() + self.bias


def pretrain(encoder: Encoder, sets: Mapping[str, EncodedSet], settings: Pretrain, course: Course, seed: int,
             device: torch.device) -> None:
    """Trains the encoder in place."""
    rng = np.random.default_rng(seed)
    passages = [passage for part in sets.values() for passage in part.passages if len(passage) > 8]
    teller = Teller(encoder).to(device)

    def loss_of() -> Tensor:
        ids, mask, asked, answers = (x.to(device) for x in masked_batch(passages, settings, encoder.pieces.num_embeddings, rng))
        with torch.autocast(device.type, torch.bfloat16, enabled=device.type == 'cuda'):
            return F.cross_entropy(teller(ids, mask, asked), answers)

    take_steps('pretrain', Descent(teller, settings.learning_rate, settings.steps, 0.0), rng, course, loss_of)


def masked_batch(passages: list[Ids], settings: Pretrain, pieces: int, rng: np.random.Generator) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Ids and mask [P, S], which places are asked bool [P, S], and the pieces [asked] that stood there."""
    rows = []
    for number in rng.integers(len(passages), size=settings.batch):
        passage, room = passages[number], settings.length - 2
        first = int(rng.integers(max(1, len(passage) - room)))
        rows.append([CLS, *passage[first:first + room].tolist(), SEP])
    width = max(len(row) for row in rows)
    ids = np.zeros((len(rows), width), np.int64)
    for number, row in enumerate(rows):
        ids[number, :len(row)] = row
    asked = (rng.random(ids.shape) < MASKED) & (ids >= len(SPECIAL))
    asked[0, 1] = True    # At least one.
    answers, chance = ids[asked], rng.random(int(asked.sum()))
    mask = ids > 0
    ids[asked] = np.where(chance < REPLACED, MASK, np.where(chance < KEPT, rng.integers(len(SPECIAL), pieces, len(chance)), answers))
    return torch.from_numpy(ids), torch.from_numpy(mask).long(), torch.from_numpy(asked), torch.from_numpy(answers)
