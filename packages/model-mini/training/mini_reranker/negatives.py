"""Negatives of a query's BM25 candidates, and what their sampling has to be corrected by."""
import numpy as np
import numpy.typing as npt

HARD = 12
"""The best candidates; nearly half of a list's negatives are drawn from them."""


def draw_negatives(candidates: int, count: int, rng: np.random.Generator) -> tuple[npt.NDArray[np.int64], list[float]]:
    """Ranks of `count` negatives among `candidates` that are irrelevant, and the log inverse sampling rates of a list.

    The list's first entry is the positive's, 0. Added to the scores, the rates make the softmax over a list approximate
    that over all candidates (Jean et al., On using very large target vocabulary for neural machine translation, 2015).
    Without them the model learns to distrust word matches, because the hard negatives, which have many, are over-sampled.
    """
    top = min(HARD, candidates)
    hard = rng.choice(top, min(count // 2, top), replace=False)
    rest = np.arange(top, candidates)
    if len(rest) < count - len(hard):
        rest = np.setdiff1d(np.arange(candidates), hard)
    easy = rng.choice(rest, count - len(hard), replace=False)
    rates = [0.] + [float(np.log(top / len(hard)))] * len(hard) + [float(np.log(len(rest) / len(easy)))] * len(easy)
    return np.concatenate([hard, easy]), rates
