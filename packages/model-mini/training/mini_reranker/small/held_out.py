"""nDCG@10 on queries of the training sets that were held out: BM25's order, the feature model's, the small model's."""
from collections.abc import Mapping

import numpy as np
import torch

from ..encode import EncodedSet
from ..metrics import CUTOFF, dcg, first_stage_order, ndcg
from ..pairs import pair_inputs
from ..progress import Progress
from .packed import PASSAGE_PIECES, QUERY_PIECES
from .residual import Residual


@torch.no_grad()
def measure_held_out(model: Residual, sets: Mapping[str, EncodedSet], per_set: int, device: torch.device) -> dict[str, float]:
    """Means over at most `per_set` queries of each set whose relevant passage is among the candidates."""
    model.eval().to(device)
    chosen = [(part, query) for part in sets.values() for query in held_queries(part, per_set)]
    progress, rows = Progress('held out', len(chosen)), []
    for part, query in chosen:
        found = [int(passage) for passage in part.candidates[query] if passage >= 0]
        gains = [int(passage in part.positives[query]) for passage in found]
        ideal = dcg([1] * min(len(part.positives[query]), CUTOFF))
        inputs = pair_inputs([(part.queries[query].tolist(), part.passages[passage].tolist()) for passage in found], PASSAGE_PIECES + QUERY_PIECES, device)
        base, small = model.graph(*inputs)[:, 0], model.raw(*inputs)
        rows.append([ndcg(gains, ideal, scores) for scores in
                     (first_stage_order(gains), base.double().cpu().numpy(), small.double().cpu().numpy())])
        progress.advance()
    means = np.mean(rows, axis=0) if rows else np.zeros(3)
    return dict(queries=len(rows), **dict(zip(('bm25', 'features', 'small'), (round(float(value), 4) for value in means))))


def held_queries(part: EncodedSet, count: int) -> list[int]:
    """Held-out queries that can be measured, a fixed random choice of them."""
    pool = [number for number in np.where(part.held)[0] if set(part.positives[number]) & set(part.candidates[number].tolist())]
    return [int(number) for number in np.random.default_rng(0).permutation(pool)[:count]]
