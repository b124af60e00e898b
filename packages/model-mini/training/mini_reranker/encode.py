"""Step encode: the piece tables with their IDF, and the training texts as word numbers."""
import collections
import dataclasses
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from .context import Context
from .files import read_pickle, write_pickle
from .lexicon import Ids, Lexicon
from .mine import MinedSet
from .piece_tables import PieceTables, piece_idf, piece_tables
from .progress import Progress
from .text.word_piece import WordPiece
from .vocabulary import read_vocabulary

PASSAGE_PIECES, PASSAGE_WORDS = 400, 200
QUERY_PIECES, QUERY_WORDS = 48, 32


@dataclasses.dataclass
class EncodedSet:
    """One training set as word numbers; lists run along the queries, but for `passages`."""

    passages: list[Ids]
    queries: list[Ids]
    candidates: npt.NDArray[np.int32]
    """As in `MinedSet`."""
    positives: list[list[int]]
    held: npt.NDArray[np.bool_]


def run(context: Context) -> None:
    """Writes `tables.npz`, `words.pkl` (the rows of a lexicon) and `train.pkl` (an `EncodedSet` by set name)."""
    vocabulary = read_vocabulary(context)
    lexicon = Lexicon(piece_tables(vocabulary), WordPiece(vocabulary))
    mined: dict[str, MinedSet] = read_pickle(context.work / 'mined.pkl')
    progress = Progress('encode', len(mined))
    encoded = {}
    for name, texts in mined.items():
        encoded[name] = encode_set(lexicon, texts)
        progress.advance(1, name)
    passages = [ids for part in encoded.values() for ids in part.passages]
    tables = lexicon.tables
    tables.idf = piece_idf(vocabulary, tables.cls, class_frequencies(lexicon, passages), len(passages))
    tables.save(context.work / 'tables.npz')
    write_pickle(context.work / 'words.pkl', lexicon.rows)
    write_pickle(context.work / 'train.pkl', encoded)


def open_lexicon(context: Context) -> Lexicon:
    """The lexicon of the training texts; it grows when it meets other words."""
    tables = PieceTables.load(context.work / 'tables.npz')
    return Lexicon(tables, WordPiece(read_vocabulary(context)), read_pickle(context.work / 'words.pkl'))


def encode_set(lexicon: Lexicon, mined: MinedSet) -> EncodedSet:
    """Texts of one set as word numbers; queries without a content word are left out."""
    passages = [lexicon.encode(text, PASSAGE_PIECES, PASSAGE_WORDS) for text in mined.passages]
    queries = [lexicon.encode(text, QUERY_PIECES, QUERY_WORDS) for text in mined.queries]
    keep = [number for number, query in enumerate(queries) if len(query)]
    return EncodedSet(passages, [queries[number] for number in keep], mined.candidates[keep],
                      [mined.positives[number] for number in keep], np.array([mined.held[number] for number in keep]))


def class_frequencies(lexicon: Lexicon, passages: Iterable[Ids]) -> dict[int, int]:
    """In how many passages each stem class is a word of its own."""
    frequencies: collections.Counter[int] = collections.Counter()
    for ids in passages:
        frequencies.update(set(ids.tolist()))
    return {row[0]: frequencies[number] for number, row in enumerate(lexicon.rows) if len(row) == 1}
