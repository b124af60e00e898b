"""The exported graph: from token ids alone to a calibrated logit.

It rebuilds words from pieces. The word at a start piece is a hash of the stem classes of up to six pieces; content words
are packed to the front with cumsum, scatter and gather; `Scorer.score` does the rest. Letters of shapes: B pairs,
S tokens, N words.
"""
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import torch
import torch.nn as nn
from torch import Tensor

from .calibrate import Platt
from .features import PairInputs, unit
from .lexicon import PIECES
from .piece_tables import MULTI_IDF, PieceTables
from .scorer import DOCUMENT_WORDS, QUERY_WORDS, Scorer

HASH = 1000003
CONTINUES, STARTS, STOPS = 1, 2, 4
"""Bits of a piece's flags."""


TENSORS = ('emb', 'emb_scale', 'cls', 'idf_weight', 'flags')


@torch.jit.script  # type: ignore
def first_columns(x: torch.Tensor, n: torch.Tensor) -> torch.Tensor:
    """x[:, :n] with n known at run time only."""
    return x[:, :int(n)]


def shift(x: Tensor, columns: int) -> Tensor:
    """[B, S] moved to the left, zeros at the end."""
    return torch.cat([x[:, columns:], torch.zeros_like(x[:, :columns])], 1)


def signed64(number: int) -> int:
    """An integer reduced to the range of int64, as the graph's multiplication wraps."""
    return (number + 2 ** 63) % 2 ** 64 - 2 ** 63


def pack(keep: Tensor, limit: int) -> tuple[Tensor, Tensor]:
    """Of kept columns [B, S], their positions [B, N] in order, and the mask [B, N] of those that there are."""
    kept = keep.long()
    width = kept.shape[1]
    column = torch.where(keep, torch.cumsum(kept, 1) - 1, torch.zeros_like(kept) + width)
    here = torch.arange(width, device=kept.device).unsqueeze(0) + torch.zeros_like(kept)
    source = torch.cat([torch.zeros_like(kept), torch.zeros_like(kept[:, :1])], 1).scatter(1, column, here)
    count = kept.sum(1, keepdim=True)
    source = first_columns(source, torch.clamp(count.max(), min=2, max=limit))
    return source, torch.arange(source.shape[1], device=kept.device).unsqueeze(0) < count


class Graph(nn.Module):
    """Takes `input_ids`, `attention_mask`, `token_type_ids`, int64 [B, S], and gives logits float32 [B, 1]."""

    emb: Tensor
    emb_scale: Tensor
    cls: Tensor
    idf_weight: Tensor
    flags: Tensor

    def __init__(self, core: Scorer, tensors: Mapping[str, Tensor], platt: Platt) -> None:
        """`tensors` are the buffers by name; vectors that are not int8 have a scale too, and it is not used."""
        super().__init__()
        self.core, self.platt = core, platt
        for name in TENSORS:
            self.register_buffer(name, tensors[name])
        self.rows, self.int8 = len(self.emb), self.emb.dtype == torch.int8
        # The class weights are in idf_weight, by piece, and the projection in the vectors.
        del self.core.piece_weight, self.core.projection

    def word_vectors(self, pieces: Sequence[Tensor]) -> Tensor:
        """[B, N, E] of length 1 or 0, of words given by the classes of their pieces, each [B, N]."""
        first, *others = [torch.where(cls < self.rows, cls, torch.zeros_like(cls)).reshape(-1) for cls in pieces]
        total = self.rows_of(first)
        # One word in fifteen has several pieces, so only these are added up.
        several = torch.nonzero(torch.stack(others).sum(0)).squeeze(1)
        added = total[several]
        for row in others:
            added = added + self.rows_of(row[several])
        return unit(total.index_put((several,), added)).view(*pieces[0].shape, -1)

    def rows_of(self, rows: Tensor) -> Tensor:
        """Vectors [n, E] of the table's rows [n]; row 0 is zero."""
        return self.emb[rows].float() * self.emb_scale[rows] if self.int8 else self.emb[rows]

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> Tensor:
        """Logits [B, 1]."""
        extra = torch.zeros_like(input_ids[:, :1]).expand(-1, 8)    # So that short inputs have room for the shifts.
        ids = torch.cat([input_ids, extra], 1)
        attended = torch.cat([attention_mask, extra], 1) > 0
        second = torch.cat([token_type_ids, extra], 1) > 0
        flags = self.flags[ids].long()
        continues = (flags % STARTS > 0) & attended
        starts = attended & ~continues & ((flags // STARTS) % 2 > 0)
        stops = (flags // STOPS) > 0
        classes = self.cls[ids].long()

        parts, alive, follows = [classes * starts.long()], starts, None
        for number in range(1, PIECES):
            alive = alive & (shift(continues.long(), number) > 0)
            follows = alive if follows is None else follows
            parts.append(shift(classes, number) * alive.long())
        word, count, factor = parts[0], torch.ones_like(classes), 1
        for part in parts[1:]:
            factor = signed64(factor * HASH)
            word = word + part * factor
            count = count + (part > 0).long()

        assert follows is not None
        keep = starts & ~(stops & ~follows)
        at_query, query_mask = pack(keep & ~second, QUERY_WORDS)
        at_document, document_mask = pack(keep & second, DOCUMENT_WORDS)
        n, at = at_query.shape[1], torch.cat([at_query, at_document], 1)
        mask = torch.cat([query_mask, document_mask], 1).float()
        multi = (count.gather(1, at) > 1).float() * mask
        looked_up = self.idf_weight[ids.gather(1, at)]
        idf = torch.where(multi > 0, torch.full_like(multi, MULTI_IDF), looked_up[..., 0]) * mask
        inside = mask.long()
        vectors = self.word_vectors([part.gather(1, at) * inside for part in parts])
        word = word.gather(1, at)
        score, norm = self.core.score(PairInputs(
            query=word[:, :n], document=word[:, n:], query_mask=mask[:, :n], document_mask=mask[:, n:],
            query_idf=idf[:, :n], document_idf=idf[:, n:], query_multi=multi[:, :n], log_weight=looked_up[:, :n, 1],
            query_vectors=vectors[:, :n], document_vectors=vectors[:, n:]))
        return (score * self.platt.scale + norm * self.platt.slope + self.platt.bias).unsqueeze(-1)


def build_graph(state: Mapping[str, Tensor], embeddings: npt.NDArray[np.float32], tables: PieceTables, platt: Platt,
                int8: bool = True) -> Graph:
    """The graph of a `WordScorer`'s state; with `int8` its vectors are rounded to 8 bits with one scale a row."""
    core = Scorer(*embeddings.shape)
    core.load_state_dict({key[len('core.'):]: value for key, value in state.items() if key.startswith('core.')})
    vectors, classes = torch.from_numpy(embeddings), tables.cls.astype(np.int64)
    order = trained_first(vectors)
    places = np.empty(len(order), np.int64)
    places[order] = np.arange(len(order))
    rows = 1 + int((vectors.abs().sum(1) > 0).sum())
    table = (vectors[torch.from_numpy(order[:rows])] @ core.projection).detach()
    scale = table.abs().amax(1, keepdim=True).clamp(min=1e-9) / 127
    log_weight = core.piece_weight.weight.detach()[torch.from_numpy(classes), 0]
    flags = tables.cont * CONTINUES + tables.starts * STARTS + tables.stop * STOPS
    tensors = dict(emb=torch.round(table / scale).to(torch.int8) if int8 else table, emb_scale=scale,
                   cls=torch.from_numpy(places[classes].astype(np.int32)),
                   idf_weight=torch.stack([torch.from_numpy(tables.idf), log_weight], 1),
                   flags=torch.from_numpy(flags.astype(np.int8)))
    return Graph(core, tensors, platt).eval()


def trained_first(vectors: Tensor) -> npt.NDArray[np.int64]:
    """Classes in the order of the table's rows: 0, those with a vector, those without."""
    order = np.argsort((vectors.abs().sum(1) == 0).numpy(), kind='stable')
    return np.concatenate([[0], order[order != 0]])
