"""Scores of the exported files in Node, where they are used: `score.mjs` runs them in onnxruntime-node."""
import dataclasses
import json
import pathlib
import subprocess
import tempfile
from collections.abc import Sequence
from typing import Any

import numpy as np

from .judged_query import JudgedQuery
from .metrics import Floats

SCRIPT = pathlib.Path(__file__).parent.parent / 'score.mjs'


@dataclasses.dataclass
class NodeScores:
    """Of one query."""

    scores: list[float]
    pairs: list[dict[str, Any]]
    """Token ids (`ids`) and segments (`types`) of each pair, where they were asked for."""


def node_scores(node: str, model: pathlib.Path, queries: Sequence[JudgedQuery], batch: int = 16, padding: int = 0,
                ids: bool = False) -> list[NodeScores]:
    """Scores of each query's documents, in batches of `batch` with `padding` more columns than needed."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = pathlib.Path(folder, 'in.jsonl'), pathlib.Path(folder, 'out.jsonl')
        with open(source, 'w', encoding='utf-8') as file:
            file.writelines(json.dumps(dict(query=query.query, docs=query.documents)) + '\n' for query in queries)
        subprocess.run([node, str(SCRIPT), str(model), str(source), str(target), str(batch), str(padding),
                        'ids' if ids else 'scores'], check=True)
        rows = [json.loads(line) for line in target.read_text(encoding='utf-8').splitlines()]
    return [NodeScores(row['scores'], row.get('pairs', [])) for row in rows]


def joined(rows: Sequence[NodeScores]) -> Floats:
    """All scores in a row."""
    return np.concatenate([np.array(row.scores, np.float64) for row in rows])
