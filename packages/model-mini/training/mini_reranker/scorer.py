"""The scorer: small networks over the features. Training and the exported graph share it."""
import torch
import torch.nn as nn
from torch import Tensor

from .anchor import anchor
from .features import (PAIR_FEATURES, TERM_FEATURES, PairInputs, count_same, match_vectors, match_words,
                       pair_features, saturate, term_features)

QUERY_WORDS, DOCUMENT_WORDS = 64, 300
"""Content words that count of each text."""
REPEATS = 4
"""Of one query word; more of them share the weight of four."""


def repeat_shares(x: PairInputs, same: Tensor) -> Tensor:
    """[P, Q] what one occurrence of a query word counts: 1, less where it occurs more than four times, 0 for padding."""
    return x.query_mask / torch.clamp(same / REPEATS, min=1.0)


class Scorer(nn.Module):
    """Scores of query and document words, and all that is trained."""

    anchor: Tensor

    def __init__(self, classes: int, dimensions: int, hidden: int = 24) -> None:
        """`classes` is the number of stem classes, 0 included; `dimensions` that of a word vector."""
        super().__init__()
        self.piece_weight = nn.Embedding(classes, 1)
        self.multi_weight = nn.Parameter(torch.zeros(()))
        self.projection = nn.Parameter(torch.eye(dimensions))
        self.bm25 = nn.Parameter(torch.tensor([0.7, 0.5, 4.4, 1.0]))    # k1, b, log mean length, log scale
        self.term = nn.Sequential(nn.Linear(TERM_FEATURES, hidden), nn.ReLU(), nn.Linear(hidden, hidden),
                                  nn.ReLU(), nn.Linear(hidden, 1))
        self.gate = nn.Sequential(nn.Linear(3, 8), nn.ReLU(), nn.Linear(8, 1))
        self.pair = nn.Sequential(nn.Linear(PAIR_FEATURES, 16), nn.ReLU(), nn.Linear(16, 1))
        self.register_buffer('anchor', torch.tensor([0.0, 1.0]))    # factor, words; set after training
        nn.init.zeros_(self.piece_weight.weight)
        # At first the score is BM25's: the networks only add to it, and start at nothing.
        for last in (self.term[4], self.gate[2], self.pair[2]):
            nn.init.zeros_(last.weight)
            nn.init.zeros_(last.bias)

    def query_weights(self, x: PairInputs, same: Tensor, log_query: Tensor) -> Tensor:
        """[P, Q] weight of each query word: its IDF times a learnt factor, from e^-4 to e^2."""
        gate = self.gate(torch.stack([x.query_idf / 10, x.query_multi, log_query], -1)).squeeze(-1)
        factor = gate + x.log_weight * (1 - x.query_multi) + self.multi_weight * x.query_multi
        return x.query_idf * torch.exp(factor.clamp(-4, 2)) * repeat_shares(x, same)

    def score(self, x: PairInputs) -> tuple[Tensor, Tensor]:
        """Raw scores [P], and the query norms [P]: the root of the summed weights, the same for all of a query's pairs."""
        same = count_same(x.query, x.query_mask)
        matches = match_words(x)
        weights = self.query_weights(x, same, matches.log_query + torch.zeros_like(x.query_mask))
        total = weights.sum(-1).clamp(min=1e-3)
        norm = torch.sqrt(total)
        saturated = saturate(matches.frequency, x.document_mask.sum(-1, keepdim=True), self.bm25[0], self.bm25[1],
                             self.bm25[2])
        soft = match_vectors(x, matches, weights)
        terms = self.term(term_features(x, matches, soft, saturated)).squeeze(-1)
        lexical = (weights * (saturated + terms)).sum(-1) / norm
        pair = self.pair(pair_features(x, matches, soft, saturated, weights, total, same)).squeeze(-1)
        plain = anchor(self.anchor, x.query_idf, repeat_shares(x, same), matches.frequency, x.document_mask.sum(-1, keepdim=True))
        return lexical * torch.exp(self.bm25[3]) + pair * norm + plain, norm
