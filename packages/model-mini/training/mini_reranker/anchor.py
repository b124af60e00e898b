"""Plain BM25 for long queries, which the networks are not trained on.

The training queries are short. On verbose ones, lists of keywords above all, the networks trust soft matches too much and
fall below BM25; so a share of BM25 that grows with the logarithm of the query's length is added to what they say. Nothing
of it is trained, and queries up to `words` content words are scored without it.
"""
import torch
import torch.nn.functional as F
from torch import Tensor

K1, B, MEAN_LENGTH = 0.9, 0.4, 80
"""Of BM25 (Robertson & Zaragoza, The probabilistic relevance framework, 2009); the length counts content words."""


def anchor(settings: Tensor, idf: Tensor, counts: Tensor, frequency: Tensor, length: Tensor) -> Tensor:
    """[P] factor * log(n / words), at least 0, times BM25 over the root of the query's summed IDF.

    `settings` [2] are factor and words; of query words [P, Q], `idf`, `counts` (how much each occurrence weighs: their sum is
    n) and `frequency` in the document; `length` [P, 1] of the document.
    """
    share = settings[0] * F.relu(torch.log(counts.sum(-1).clamp(min=1.0) / settings[1]))
    weights = idf * counts
    plain = (weights * frequency / (frequency + K1 * (1 - B + B * length / MEAN_LENGTH))).sum(-1)
    return share * plain / torch.sqrt(weights.sum(-1).clamp(min=1e-3))
