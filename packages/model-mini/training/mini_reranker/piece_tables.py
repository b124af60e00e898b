"""What is known of each piece: its stem class, whether it continues or starts a word, whether it is a stop word."""
import dataclasses
import math
import pathlib
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from .files import write_whole
from .text.basic_tokens import is_cjk, is_punctuation
from .text.index_terms import STOP_WORDS
from .text.porter_stemmer import stem
from .text.word_piece import SPECIAL

SUFFIXES = frozenset('s es ed ing ly er ers ness al ally e y ies ment ments d'.split())
"""Continuations without a class, so that "tests" and "test" are one word."""
MULTI_IDF, MAX_IDF, CJK_IDF, CJK_FUNCTION_IDF, LETTER_IDF = 9.0, 10.5, 5.0, 1.5, 3.0
CJK_FUNCTION = frozenset('的了是在和有不這这為为之与與個个也我你他')


@dataclasses.dataclass
class PieceTables:
    """Arrays over piece ids."""

    cls: npt.NDArray[np.int32]
    """Stem class; 0 for special tokens, suffix pieces and symbols within words."""
    cont: npt.NDArray[np.bool_]
    """Continues a word (`##`)."""
    starts: npt.NDArray[np.bool_]
    """May start a word: no continuation, no punctuation, no special token."""
    stop: npt.NDArray[np.bool_]
    idf: npt.NDArray[np.float32]
    """Of the piece as a word of its own."""

    def save(self, path: pathlib.Path) -> None:
        """Writes the arrays to an .npz file."""
        arrays = {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}
        write_whole(path, lambda file: np.savez(file, **arrays))

    @staticmethod
    def load(path: pathlib.Path) -> 'PieceTables':
        """Reads what `save` wrote."""
        with np.load(path) as arrays:
            return PieceTables(**{name: arrays[name] for name in arrays.files})


def piece_tables(vocabulary: Sequence[str]) -> PieceTables:
    """The tables of a vocabulary, with every IDF still 0."""
    size = len(vocabulary)
    tables = PieceTables(cls=np.zeros(size, np.int32), cont=np.zeros(size, bool), starts=np.zeros(size, bool),
                         stop=np.zeros(size, bool), idf=np.zeros(size, np.float32))
    classes: dict[str, int] = {}
    for number, piece in enumerate(vocabulary):
        if number < len(SPECIAL):
            continue
        tables.cont[number] = piece.startswith('##') and len(piece) > 2
        if tables.cont[number]:
            body = piece[2:]
            if body in SUFFIXES or not any(char.isalnum() for char in body):
                continue
            key = '##' + stem(body)
        else:
            key = stem(piece)
            tables.starts[number] = not is_punctuation(piece[0])
            tables.stop[number] = piece in STOP_WORDS
        tables.cls[number] = classes.setdefault(key, len(classes) + 1)
    return tables


def piece_idf(vocabulary: Sequence[str], classes: npt.NDArray[np.int32], frequencies: Mapping[int, int],
              documents: int) -> npt.NDArray[np.float32]:
    """IDF of each piece as a word: log(1 + (N - n + .5) / (n + .5)), at most 10.5.

    `frequencies` says in how many of the `documents` a class is a word of its own. Single characters that the text
    does not cover have constants instead: a rare letter is no rare word.
    """
    idf = np.zeros(len(vocabulary), np.float32)
    for number, piece in enumerate(vocabulary):
        n = frequencies.get(int(classes[number]), 0)
        idf[number] = min(MAX_IDF, math.log(1 + (documents - n + .5) / (n + .5)))
        if len(piece) == 1 and is_cjk(piece):
            idf[number] = CJK_FUNCTION_IDF if piece in CJK_FUNCTION else CJK_IDF
        elif len(piece) == 1 and n < 5:
            idf[number] = LETTER_IDF
    return idf
