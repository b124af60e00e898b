"""Measures of an order."""
import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

CUTOFF = 10
Floats = npt.NDArray[np.float64]


def dcg(gains: Sequence[float]) -> float:
    """Discounted cumulative gain, linear in the gain, as trec_eval has it."""
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains))


def ndcg(gains: Sequence[float], ideal: float, scores: Sequence[float] | Floats) -> float:
    """nDCG@10, from 0 to 1 (Jaervelin & Kekaelaeinen, Cumulated gain-based evaluation of IR techniques, 2002).

    `gains` of the candidates in first-stage order, `ideal` the DCG@10 of the best possible list; ties keep the given order,
    and a query without candidates counts 0.
    """
    return dcg([gains[place] for place in _best(scores)]) / ideal if len(gains) else 0.0


def reciprocal_rank(gains: Sequence[float], scores: Sequence[float] | Floats) -> float:
    """1 / rank of the first relevant candidate among ten, else 0."""
    for rank, place in enumerate(_best(scores), 1):
        if gains[place] > 0:
            return 1 / rank
    return 0.0


def zscore(scores: Sequence[float] | Floats) -> Floats:
    """Scores of one query with mean 0 and deviation 1."""
    values = np.asarray(scores, float)
    return (values - values.mean()) / (values.std() + 1e-6) if len(values) else values


def blend_scores(own: Sequence[float] | Floats, first_stage: Sequence[float] | Floats, share: float) -> Floats:
    """Scores of a query's candidates with a share of the first stage's, both z-normalised."""
    return (1 - share) * zscore(own) + share * zscore(first_stage)


def first_stage_order(gains: Sequence[float]) -> Floats:
    """Scores that leave the given order as it is."""
    return -np.arange(len(gains), dtype=np.float64)


def _best(scores: Sequence[float] | Floats) -> list[int]:
    return np.argsort(-np.asarray(scores, float), kind='stable')[:CUTOFF].tolist()
