"""Step check: the exported files, on held-out training queries and on edge cases.

Parity of training code, torch graph and onnxruntime-node and of both tokenisers; the same score whatever the batch or the
padding; determinism; and whether the order is better than BM25's on queries that were not trained on.
"""
from collections.abc import Sequence

import numpy as np
import torch

from .calibrate import Platt
from .context import Context
from .edge_cases import EDGE_CASES
from .evaluate import score
from .export import load_graph
from .files import read_pickle, write_json
from .graph import Graph
from .judged_query import JudgedQuery, held_out_queries
from .metrics import Floats, first_stage_order, ndcg, reciprocal_rank
from .node_scores import NodeScores, joined, node_scores
from .pairs import pair_ids
from .text.word_piece import WordPiece
from .tokenizer_files import MAX_TOKENS
from .vocabulary import read_vocabulary

SHORT_TOKENS = 470
"""Pairs that neither the graph's cut at 512 tokens nor the training code's at 480 pieces touches."""


def run(context: Context) -> None:
    """Writes `check.json`."""
    mined = read_pickle(context.work / 'mined.pkl')
    queries = held_out_queries(mined, context.config.check.queries_per_set)
    ranked = held_out_queries(mined, context.config.check.ranked_per_set, seed=1)
    write_json(context.work / 'check.json', dict(parity(context, queries), **invariance(context, queries),
                                                 held_out=held_out(context, ranked), edge=edge(context)))


def parity(context: Context, queries: Sequence[JudgedQuery]) -> dict[str, float]:
    """Largest differences of logits between the ways to compute them, and the share of pairs with equal token ids."""
    rows = node_scores(context.node, context.model, queries, ids=True)
    word_piece = WordPiece(read_vocabulary(context))
    same = [python_ids(word_piece, query.query, document) == pair['ids']
            for query, row in zip(queries, rows) for document, pair in zip(query.documents, row.pairs)]
    graph, exact = load_graph(context), load_graph(context, int8=False)
    rounded, plain = graph_scores(graph, rows), graph_scores(exact, rows)
    short = np.concatenate([[len(pair['ids']) < SHORT_TOKENS for pair in row.pairs] for row in rows])
    trained = training_scores(context, queries, graph.platt)
    logits = joined(rows)
    return dict(pairs=len(logits), logit_std=float(logits.std()), logit_min=float(logits.min()),
                logit_max=float(logits.max()), same_token_ids=float(np.mean(same)),
                ort_against_torch=_largest(logits - rounded), int8_against_float=_largest(rounded - plain),
                training_against_graph_pairs=int(short.sum()), training_against_graph=_largest((trained - plain)[short]))


def invariance(context: Context, queries: Sequence[JudgedQuery]) -> dict[str, float]:
    """Largest differences of logits from those of batches of 16, in other batches, with padding, and a second time."""
    def logits(batch: int, padding: int = 0) -> Floats:
        return joined(node_scores(context.node, context.model, queries, batch, padding))

    base = logits(16)
    return dict(batch_1=_largest(logits(1) - base), batch_100=_largest(logits(100) - base),
                padding_37=_largest(logits(16, 37) - base), second_run=_largest(logits(16) - base))


def held_out(context: Context, queries: Sequence[JudgedQuery]) -> dict[str, float]:
    """nDCG@10 and MRR@10 of BM25's order and of the exported model's."""
    rows = node_scores(context.node, context.model, queries)
    values = [(ndcg(query.gains, query.ideal, first_stage_order(query.gains)), ndcg(query.gains, query.ideal, row.scores),
               reciprocal_rank(query.gains, first_stage_order(query.gains)), reciprocal_rank(query.gains, row.scores))
              for query, row in zip(queries, rows)]
    means = (float(value) for value in np.mean(values, axis=0))
    return dict(queries=len(queries), **dict(zip(('ndcg_bm25', 'ndcg_model', 'mrr_bm25', 'mrr_model'), means)))


def edge(context: Context) -> dict[str, float]:
    """Logits of the edge cases, each alone; with 50 columns of padding they must be the same."""
    queries = [JudgedQuery(name, query, [document], [0], 1.0, [0.0]) for name, (query, document) in EDGE_CASES.items()]
    alone = joined(node_scores(context.node, context.model, queries, batch=1))
    padded = joined(node_scores(context.node, context.model, queries, batch=1, padding=50))
    if _largest(alone - padded) > 1e-5:
        raise AssertionError(f'padding changes the logit of an edge case by {_largest(alone - padded)}')
    return {name: round(float(logit), 3) for name, logit in zip(EDGE_CASES, alone)}


def python_ids(word_piece: WordPiece, query: str, document: str) -> list[int]:
    """Token ids of a pair, by the tokeniser of the training code."""
    return pair_ids(word_piece.encode(query, 10 ** 9), word_piece.encode(document, 10 ** 9), MAX_TOKENS)


@torch.no_grad()
def graph_scores(graph: Graph, rows: Sequence[NodeScores]) -> Floats:
    """Logits of the torch graph for the token ids that Node saw; one padded batch a query."""
    parts = []
    for row in rows:
        width = max(len(pair['ids']) for pair in row.pairs)
        ids = torch.tensor([pair['ids'] + [0] * (width - len(pair['ids'])) for pair in row.pairs])
        types = torch.tensor([pair['types'] + [0] * (width - len(pair['types'])) for pair in row.pairs])
        mask = torch.tensor([[1] * len(pair['ids']) + [0] * (width - len(pair['ids'])) for pair in row.pairs])
        parts.append(graph(ids, mask, types)[:, 0].double().numpy())
    return np.concatenate(parts)


def training_scores(context: Context, queries: Sequence[JudgedQuery], platt: Platt) -> Floats:
    """Calibrated logits of the training code, from texts."""
    return np.concatenate([raw * platt.scale + norm * platt.slope + platt.bias
                           for raw, norm in score(context, list(queries))])


def _largest(differences: Floats) -> float:
    return float(np.abs(differences).max()) if len(differences) else 0.0
