"""Step calibrate: Platt scaling on the held-out training groups.

Fits P(relevant) = sigmoid(scale * score + slope * norm + bias) (Platt, Probabilistic outputs for support vector machines,
1999). The population: of a held-out query whose labelled passage is among its BM25 top 100, that passage (weight 1) and
twelve others drawn uniformly from the top 100 (weight 4 together), each training set with the same total weight. The base
rate is therefore 20%. The norm is the same for all documents of a query, so that their order is unchanged.
"""
import dataclasses

import numpy as np
import torch

from .context import Context
from .encode import EncodedSet, open_lexicon
from .files import read_json, read_pickle, write_json
from .logistic import Floats, fit_logistic, reliability, sigmoid
from .progress import Progress
from .train import load_scorer
from .word_scorer import WordScorer

NEGATIVES, NEGATIVE_WEIGHT = 12, 4.0


@dataclasses.dataclass(frozen=True)
class Platt:
    """Logit = scale * score + slope * norm + bias."""

    scale: float
    slope: float
    bias: float


def run(context: Context) -> None:
    """Writes `platt.json`: the three numbers, the calibration error, and means by set."""
    model = load_scorer(context, open_lexicon(context).words())
    encoded: dict[str, EncodedSet] = read_pickle(context.work / 'train.pkl')
    rng = np.random.default_rng(0)
    progress = Progress('calibrate', len(encoded))
    parts = {}
    for name, part in encoded.items():
        rows = held_out_rows(model, part, context.config.calibrate.queries_per_set, rng)
        progress.advance(1, name)
        if len(rows):
            parts[name] = rows
    write_json(context.work / 'platt.json', fit(parts))


def read_platt(context: Context) -> Platt:
    """The fitted numbers."""
    body = read_json(context.work / 'platt.json')
    return Platt(body['scale'], body['slope'], body['bias'])


def held_out_rows(model: WordScorer, part: EncodedSet, queries: int, rng: np.random.Generator) -> Floats:
    """Rows (score, norm, label, weight) of some held-out queries of one set."""
    rows: list[tuple[float, float, float, float]] = []
    for query in rng.permutation(np.where(part.held)[0])[:queries]:
        relevant = set(part.positives[query])
        candidates = [int(passage) for passage in part.candidates[query] if passage >= 0]
        positive = [passage for passage in candidates if passage in relevant][:1]
        others = [passage for passage in candidates if passage not in relevant]
        if not positive or len(others) < NEGATIVES:
            continue
        chosen = positive + rng.choice(others, NEGATIVES, replace=False).tolist()
        score, norm = model.rank(part.queries[query], [part.passages[passage] for passage in chosen], torch.device('cpu'))
        rows += [(score[k].item(), norm[k].item(), float(k == 0), 1.0 if k == 0 else NEGATIVE_WEIGHT / NEGATIVES)
                 for k in range(len(chosen))]
    return np.array(rows, np.float64)


def fit(parts: dict[str, Floats]) -> dict[str, object]:
    """The fit over all sets, and how well it does on each."""
    rows = np.concatenate(list(parts.values()))
    weights = np.concatenate([part[:, 3] / part[:, 3].sum() for part in parts.values()])
    weights *= len(rows) / weights.sum()
    beta = fit_logistic(rows[:, :2], rows[:, 2], weights)
    error, table = reliability(sigmoid(rows[:, :2] @ beta[:2] + beta[2]), rows[:, 2], weights)
    sets = {}
    for name, part in parts.items():
        p = sigmoid(part[:, :2] @ beta[:2] + beta[2])
        sets[name] = dict(mean_p=float(np.average(p, weights=part[:, 3])), relevant_p=float(p[part[:, 2] > 0].mean()),
                          error=reliability(p, part[:, 2], part[:, 3])[0])
    return dict(scale=float(beta[0]), slope=float(beta[1]), bias=float(beta[2]), pairs=len(rows), calibration_error=error,
                reliability=table, base_rate=float(np.average(rows[:, 2], weights=weights)), sets=sets)
