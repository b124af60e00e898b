"""Checks of the exported small model in Node: the same scores whatever the batch or the padding, and its size."""
import pathlib
from typing import Any

import numpy as np

from ..files import read_pickle
from ..judged_query import held_out_queries
from ..metrics import first_stage_order, ndcg
from ..node_scores import joined, node_scores

TOLERANCE, MOST_BYTES = 1e-4, 16_000_000


def check_small(model: pathlib.Path, base: pathlib.Path, work: pathlib.Path, node: str, per_set: int = 2) -> dict[str, Any]:
    """Of some held-out queries of the recipe's work folder: differences of logits, and nDCG@10 of three orders."""
    queries = held_out_queries(read_pickle(work / 'mined.pkl'), per_set)
    rows, features = node_scores(node, model, queries), node_scores(node, base, queries)
    logits = joined(rows)
    found: dict[str, Any] = dict(bytes=(model / 'model.onnx').stat().st_size, pairs=len(logits))
    for name, batch, padding in (('batch_1', 1, 0), ('batch_100', 100, 0), ('padding_37', 16, 37), ('second_run', 16, 0)):
        found[name] = float(np.abs(joined(node_scores(node, model, queries, batch, padding)) - logits).max())
    found['moved'] = float(np.abs(joined(features) - logits).max())
    for name, scores in (('bm25', [first_stage_order(query.gains) for query in queries]), ('features', [row.scores for row in features]),
                         ('small', [row.scores for row in rows])):
        found[f'ndcg_{name}'] = float(np.mean([ndcg(query.gains, query.ideal, own) for query, own in zip(queries, scores)]))
    worst = max(found[name] for name in ('batch_1', 'batch_100', 'padding_37', 'second_run'))
    if worst > TOLERANCE or found['bytes'] > MOST_BYTES:
        raise SystemExit(f'small: scores move by {worst} (at most {TOLERANCE}), {found["bytes"]} bytes (at most {MOST_BYTES})')
    return found
