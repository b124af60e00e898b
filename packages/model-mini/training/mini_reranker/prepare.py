"""Step prepare: read the training pairs, drop what overlaps an evaluation collection, mark held-out groups.

Evaluation text is used for this exclusion and for nothing else. One group in twenty (by CRC of its name) is held out:
its queries serve calibration and the checks, and are never trained on.
"""
import collections
import dataclasses
import json
import zlib
from collections.abc import Iterator
from typing import Any

from .config import DataSet
from .context import Context
from .files import read_jsonl, write_json, write_text
from .overlap import Exclusion, read_exclusion
from .progress import Progress

HELD_OUT_EVERY = 20


@dataclasses.dataclass(frozen=True)
class Pair:
    """A query with one relevant passage."""

    query: str
    passage: str
    title: str
    held: bool
    """Of a held-out group."""


def run(context: Context) -> None:
    """Writes `pairs/<set>.jsonl`, and what was dropped to `prepare.json`."""
    exclusion = read_exclusion([context.collection(name) for name in context.config.prepare.exclude])
    progress = Progress('prepare', len(context.config.sets))
    counts = {}
    for data_set in context.config.sets:
        counts[data_set.name] = _prepare(data_set, exclusion, context)
        progress.advance(1, f'{data_set.name}: {counts[data_set.name]}')
    write_json(context.work / 'prepare.json', counts)


def read_pairs(context: Context, name: str) -> Iterator[Pair]:
    """The prepared pairs of a training set."""
    return (Pair(**row) for row in read_jsonl(context.pairs(name)))


def group_number(row: dict[str, Any]) -> int:
    """CRC of the group that a raw pair belongs to; a pair without one is its own."""
    return zlib.crc32(row.get('group', row['query']).encode())


def _prepare(data_set: DataSet, exclusion: Exclusion, context: Context) -> dict[str, int]:
    """Writes the kept pairs of one set; returns how many were dropped, and why."""
    counts: collections.Counter[str] = collections.Counter()
    bad_queries: dict[str, bool] = {}
    bad_passages: dict[str, bool] = {}
    lines: list[str] = []
    for row in read_jsonl(context.data / data_set.name / 'pairs.jsonl.gz'):
        if group_number(row) // HELD_OUT_EVERY % 1000 >= 1000 * context.config.prepare.groups:
            continue
        counts['pairs'] += 1
        query, passage = row['query'], row['passage']
        if query not in bad_queries:
            bad_queries[query] = exclusion.has_query(query) or (data_set.near_queries and exclusion.has_near_query(query))
        if passage not in bad_passages:
            bad_passages[passage] = exclusion.has_passage(passage)
        if bad_queries[query]:
            counts['query equal or near'] += 1
        elif bad_passages[passage]:
            counts['passage overlap'] += 1
        else:
            held = group_number(row) % HELD_OUT_EVERY == 0
            counts['kept'] += 1
            counts['held out'] += held
            pair = Pair(query, passage, row.get('title') or '', held)
            lines.append(json.dumps(dataclasses.asdict(pair), ensure_ascii=False) + '\n')
    write_text(context.pairs(data_set.name), ''.join(lines))
    return dict(counts)
