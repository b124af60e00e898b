"""Judged queries with their candidates: of an evaluation collection, or held out of the training sets."""
import collections
import dataclasses
import pathlib
from collections.abc import Mapping, Sequence

import numpy as np

from .files import read_jsonl
from .metrics import CUTOFF, dcg
from .mine import MinedSet


@dataclasses.dataclass
class JudgedQuery:
    """Lists run along the candidates, in first-stage order."""

    set: str
    query: str
    documents: list[str]
    gains: list[int]
    ideal: float
    """DCG@10 of the best list of all judged documents."""
    first_stage: list[float]
    """Scores, the order alone where the set has none."""


def read_collection(folder: pathlib.Path, depth: int = 100) -> list[JudgedQuery]:
    """The queries of a collection with a relevant document, with the candidates of its BM25 run; of the TREC sets the official one."""
    official = folder / 'runs' / 'BM25.trec'
    judged = read_judged(folder, official if official.exists() else folder / 'bm25_top100.test.trec', 'test', depth)
    return [query for query in judged if query.ideal > 0]


def read_judged(folder: pathlib.Path, run_file: pathlib.Path, split: str, depth: int = 100) -> list[JudgedQuery]:
    """The judged queries of a collection in the order of queries.jsonl, with the candidates of a TREC run."""
    corpus = {row['_id']: full_text(row) for row in read_jsonl(folder / 'corpus.jsonl')}
    texts = {row['_id']: row['text'] for row in read_jsonl(folder / 'queries.jsonl')}
    run, qrels = _read_run(run_file), _read_qrels(folder / 'qrels' / f'{split}.tsv')
    queries = []
    for number in texts:
        grades = qrels.get(number)
        if grades is None:
            continue
        found = run[number][:depth]
        unknown = [document for document, _ in found if document not in corpus]
        if unknown:
            raise SystemExit(f'{run_file}: query {number} has the document {unknown[0]}, which {folder / "corpus.jsonl"} does not have')
        ideal = dcg(sorted((grade for grade in grades.values() if grade > 0), reverse=True)[:CUTOFF])
        queries.append(JudgedQuery(folder.name, texts[number], [corpus[document] for document, _ in found],
                                   [max(0, grades.get(document, 0)) for document, _ in found], ideal,
                                   [score for _, score in found]))
    return queries


def held_out_queries(mined: Mapping[str, MinedSet], per_set: int, seed: int = 0) -> list[JudgedQuery]:
    """Some held-out queries of each training set whose relevant passage is among the candidates."""
    rng = np.random.default_rng(seed)
    queries: list[JudgedQuery] = []
    for name, part in mined.items():
        pool = [number for number in range(len(part.queries)) if part.held[number]
                and set(part.positives[number]) & set(part.candidates[number].tolist())]
        for number in rng.permutation(pool)[:per_set]:
            queries.append(_held_out_query(name, part, int(number)))
    return queries


def _held_out_query(name: str, part: MinedSet, number: int) -> JudgedQuery:
    found = [int(passage) for passage in part.candidates[number] if passage >= 0]
    relevant = part.positives[number]
    return JudgedQuery(name, part.queries[number], [part.passages[passage] for passage in found],
                       [int(passage in relevant) for passage in found], dcg([1] * min(len(relevant), CUTOFF)),
                       [-float(place) for place in range(len(found))])


def full_text(row: Mapping[str, str]) -> str:
    """Title and text as one, as secondpass reads them."""
    title, text = row.get('title') or '', row.get('text') or ''
    return f'{title}. {text}' if title else text


def _read_run(path: pathlib.Path) -> dict[str, list[tuple[str, float]]]:
    """Documents and scores by query, in the file's order."""
    run: dict[str, list[tuple[str, float]]] = collections.defaultdict(list)
    for line in path.read_text(encoding='utf-8').splitlines():
        columns: Sequence[str] = line.split()
        run[columns[0]].append((columns[2], float(columns[4])))
    return run


def _read_qrels(path: pathlib.Path) -> dict[str, dict[str, int]]:
    """Grades by query and document."""
    qrels: dict[str, dict[str, int]] = collections.defaultdict(dict)
    for line in path.read_text(encoding='utf-8').splitlines()[1:]:
        query, document, grade = line.split('\t')
        qrels[query][document] = int(float(grade))
    return qrels
