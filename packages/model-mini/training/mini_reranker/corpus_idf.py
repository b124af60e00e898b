"""The IDF of a user's own corpus, blended into a graph's table."""
import pathlib
from collections.abc import Callable, Sequence

import numpy as np
import torch

from .encode import PASSAGE_PIECES, PASSAGE_WORDS, class_frequencies
from .files import read_jsonl
from .graph import Graph
from .judged_query import full_text
from .lexicon import Lexicon
from .piece_tables import piece_idf, piece_tables
from .progress import say
from .text.word_piece import WordPiece

SHARES = (0.0, 0.3, 0.6, 1.0)
"""Of the corpus in the IDF, from none to all."""


def adapt_idf(graph: Graph, collection: pathlib.Path, pieces: Sequence[str], measure: Callable[[], float]) -> float:
    """Sets the graph's IDF to the share of the corpus that `measure` likes best, the least of equals; returns the share."""
    own = torch.from_numpy(corpus_idf(collection, pieces))
    start = graph.idf_weight[:, 0].clone()
    found = []
    for share in SHARES:
        graph.idf_weight[:, 0] = (1 - share) * start + share * own
        found.append(measure())
        say(f'  IDF with {share} of the corpus: nDCG@10 {found[-1]:.4f} on queries not trained on')
    best = SHARES[int(np.argmax(found))]
    graph.idf_weight[:, 0] = (1 - best) * start + best * own
    return best


def corpus_idf(collection: pathlib.Path, pieces: Sequence[str]) -> 'np.ndarray[int, np.dtype[np.float32]]':
    """IDF by piece [pieces], of the documents of `corpus.jsonl`."""
    lexicon = Lexicon(piece_tables(pieces), WordPiece(pieces))
    passages = [lexicon.encode(full_text(row), PASSAGE_PIECES, PASSAGE_WORDS) for row in read_jsonl(collection / 'corpus.jsonl')]
    return piece_idf(pieces, lexicon.tables.cls, class_frequencies(lexicon, passages), len(passages))
