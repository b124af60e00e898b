"""Step mine: BM25 top-100 candidates for each training query, inside its own set."""
import collections
import dataclasses
import random

import numpy as np
import numpy.typing as npt

from .bm25 import Bm25
from .config import DataSet
from .context import Context
from .files import write_pickle
from .prepare import read_pairs
from .progress import Progress

DEPTH = 100
PASSAGE_CHARS = 3500
LEAST_CANDIDATES = 8
"""A query with fewer gives no list."""


@dataclasses.dataclass
class MinedSet:
    """The texts of one training set, and of each query what was found; lists run along the queries."""

    passages: list[str]
    queries: list[str]
    candidates: npt.NDArray[np.int32]
    """Passage numbers [queries, 100], best first, -1 where there are no more."""
    positives: list[list[int]]
    """Numbers of the relevant passages."""
    held: list[bool]


def run(context: Context) -> None:
    """Writes `mined.pkl`, a `MinedSet` by set name."""
    progress = Progress('mine', len(context.config.sets))
    mined = {}
    for data_set in context.config.sets:
        mined[data_set.name] = mine(context, data_set)
        progress.advance(1, f'{data_set.name}: {describe(mined[data_set.name])}')
    write_pickle(context.work / 'mined.pkl', mined)


def read_passages(context: Context, data_set: DataSet) -> tuple[list[str], dict[str, set[int]], dict[str, bool]]:
    """Distinct passages; by query the numbers of its passages, and whether it is held out."""
    numbers: dict[str, int] = {}
    texts: list[str] = []
    positives: dict[str, set[int]] = collections.defaultdict(set)
    held: dict[str, bool] = {}
    for pair in read_pairs(context, data_set.name):
        passage = pair.passage
        if passage not in numbers:
            numbers[passage] = len(texts)
            titled = data_set.titled and len(passage) % 2 == 0 and pair.title
            texts.append((f'{pair.title}. {passage}' if titled else passage)[:PASSAGE_CHARS])
        positives[pair.query].add(numbers[passage])
        held[pair.query] = held.get(pair.query, False) or pair.held
    return texts, positives, held


def mine(context: Context, data_set: DataSet) -> MinedSet:
    """Candidates of one set, for a fixed random choice of its queries."""
    texts, positives, held = read_passages(context, data_set)
    index = Bm25(texts)
    queries = sorted(positives)
    random.Random(1).shuffle(queries)
    kept, rows = [], []
    for query in queries[:data_set.max_queries]:
        found = index.search(query, DEPTH)
        if len(found) >= LEAST_CANDIDATES:
            kept.append(query)
            rows.append(np.full(DEPTH, -1, np.int32))
            rows[-1][:len(found)] = found
    return MinedSet(texts, kept, np.array(rows), [sorted(positives[query]) for query in kept],
                    [held[query] for query in kept])


def describe(mined: MinedSet) -> str:
    """Sizes, and how often BM25 finds a relevant passage at all and at first place."""
    found = [bool(set(positive) & set(row.tolist())) for positive, row in zip(mined.positives, mined.candidates)]
    first = [int(row[0]) in positive for positive, row in zip(mined.positives, mined.candidates)]
    return (f'{len(mined.passages)} passages, {len(mined.queries)} queries, {sum(mined.held)} held out, '
            f'relevant in the top 100 {np.mean(found):.3f}, at rank 1 {np.mean(first):.3f}')
