"""The features that the networks see, of words and of pairs; all operations exist in ONNX opset 14.

Letters of shapes: P pairs, Q query words, D document words, E dimensions of a vector.
"""
import dataclasses
import math

import torch
import torch.nn.functional as F
from torch import Tensor

TERM_FEATURES, PAIR_FEATURES = 15, 10
WINDOWS = (3, 9, 25)
"""Widths in content words, within which query words count as near each other; each is made of three of the one before."""
STEPS = {3: 1, 9: 3, 25: 8}
"""How far apart the middles of the three are."""
TF_CAP, SOFT_CAP = math.log(9.0), 1.5
SOFT_LEVELS = ((0.6, 2.0), (0.4, 1.0), (0.2, 0.5))
"""Cosines from which words count as related, and the weight of their sum."""
PLACE_SCALE = 25


@dataclasses.dataclass
class PairInputs:
    """Query and document as words; training fills it from tables, the exported graph from token ids."""

    query: Tensor
    """[P, Q] any integers, compared for equality only."""
    document: Tensor
    """[P, D]"""
    query_mask: Tensor
    """[P, Q] 1.0 for a word, 0.0 for padding."""
    document_mask: Tensor
    """[P, D]"""
    query_idf: Tensor
    """[P, Q], 0 to 10.5."""
    document_idf: Tensor
    """[P, D]"""
    query_multi: Tensor
    """[P, Q] 1.0 for words of several stem classes."""
    log_weight: Tensor
    """[P, Q] learnt logarithm of the word's weight."""
    query_vectors: Tensor
    """[P, Q, E] of length 1, or 0."""
    document_vectors: Tensor
    """[P, D, E] of length 1, or 0."""


@dataclasses.dataclass
class Matches:
    """Where query words stand in the document."""

    table: Tensor
    """[P, Q, D] 1.0 where the words are the same."""
    frequency: Tensor
    """[P, Q] how often the query word occurs."""
    hit: Tensor
    """[P, Q] 1.0 where it occurs."""
    next_too: Tensor
    """[P, Q] 1.0 where it is followed by the next query word somewhere in the document."""
    prev_too: Tensor
    """[P, Q] 1.0 where it follows the previous query word somewhere."""
    log_query: Tensor
    """[P, 1] log(1 + words) / 3"""
    log_document: Tensor
    """[P, 1] log(1 + words) / 5"""


@dataclasses.dataclass
class SoftMatches:
    """What word vectors say of the pair."""

    cosine: Tensor
    """[P, Q, D] of words that differ, at least 0; 0 where the words are the same."""
    document: Tensor
    """[P, E] mean of the document's vectors by IDF, of length 1."""
    query: Tensor
    """[P, E] mean of the query's vectors by weight, of length 1."""


def unit(x: Tensor) -> Tensor:
    """Rows scaled to length 1; zero rows stay zero."""
    return x / torch.sqrt((x * x).sum(-1, keepdim=True) + 1e-12)


def count_same(words: Tensor, mask: Tensor) -> Tensor:
    """[P, Q] how often each query word occurs in the query."""
    return ((words.unsqueeze(2) == words.unsqueeze(1)).to(mask.dtype) * mask.unsqueeze(1)).sum(-1)


def match_words(x: PairInputs) -> Matches:
    """Exact matches of query words in documents."""
    table = ((x.query.unsqueeze(2) == x.document.unsqueeze(1)).to(x.query_mask.dtype)
             * x.query_mask.unsqueeze(2) * x.document_mask.unsqueeze(1))
    frequency = table.sum(-1)
    adjacent = (table[:, :-1, :-1] * table[:, 1:, 1:]).amax(-1)
    zero = torch.zeros_like(frequency[:, :1])
    return Matches(table, frequency, (frequency > 0).to(x.query_mask.dtype), torch.cat([adjacent, zero], -1),
                   torch.cat([zero, adjacent], -1),
                   torch.log1p(torch.clamp(x.query_mask.sum(1, keepdim=True), min=1.0)) / 3,
                   torch.log1p(x.document_mask.sum(-1, keepdim=True)) / 5)


def match_vectors(x: PairInputs, m: Matches, weights: Tensor) -> SoftMatches:
    """Soft matches; `weights` [P, Q] of the query words."""
    cosine = F.relu(torch.bmm(x.query_vectors, x.document_vectors.transpose(1, 2))) * (1 - m.table)
    return SoftMatches(cosine, unit((x.document_vectors * x.document_idf.unsqueeze(-1)).sum(1)),
                       unit((x.query_vectors * weights.unsqueeze(-1)).sum(1)))


def saturate(frequency: Tensor, length: Tensor, k1: Tensor, b: Tensor, log_mean_length: Tensor) -> Tensor:
    """BM25's term frequency [P, Q], from 0 to 1; `length` [P, 1] in content words."""
    return frequency / (frequency + k1 * (1 - b + b * length / torch.exp(log_mean_length)) + 1e-6)


def term_features(x: PairInputs, m: Matches, soft: SoftMatches, saturated: Tensor) -> Tensor:
    """[P, Q, 15] of each query word; `saturated` as by `saturate`."""
    place = torch.exp(-torch.arange(x.document.shape[1], device=x.document.device).to(x.query_mask.dtype) / PLACE_SCALE)
    first = (m.table * place).amax(-1)
    every = torch.zeros_like(m.frequency)
    related = [torch.clamp(torch.log1p(F.relu(soft.cosine - level).sum(-1)) * weight, max=SOFT_CAP)
               for level, weight in SOFT_LEVELS]
    features = [x.query_idf / 10, x.query_multi, m.log_query + every, torch.clamp(torch.log1p(m.frequency), max=TF_CAP),
                saturated, m.hit, first, m.next_too, m.prev_too, m.log_document + every, soft.cosine.amax(-1),
                *related, torch.bmm(x.query_vectors, soft.document.unsqueeze(2)).squeeze(2)]
    return torch.stack(features, -1)


def widen(near: Tensor, width: int) -> Tensor:
    """[P, Q, D] the highest of a window of `width`, of values that are the highest of the window before, and at least 0."""
    step = STEPS[width]
    return F.max_pool1d(F.pad(near, (step, step)), 3, 1, dilation=step)


def pair_features(x: PairInputs, m: Matches, soft: SoftMatches, saturated: Tensor, weights: Tensor, total: Tensor,
                  same: Tensor) -> Tensor:
    """[P, 10] of the pair; `weights` [P, Q] of the query words, `total` [P] their sum, `same` as by `count_same`."""
    share = x.query_mask / same.clamp(min=1.0)
    features = [(weights * m.hit).sum(-1) / total, (weights * saturated).sum(-1) / total,
                (weights * m.next_too).sum(-1) / total, m.log_document.squeeze(-1), m.log_query.squeeze(-1),
                (m.hit * x.query_mask / same.clamp(min=1.0)).sum(-1) / share.sum(-1).clamp(min=1.0),
                (soft.query * soft.document).sum(-1)]
    near = m.table
    for width in WINDOWS:
        near = widen(near, width)
        features.append(torch.bmm(weights.unsqueeze(1), near).squeeze(1).amax(-1) / total)
    return torch.stack(features, -1)
