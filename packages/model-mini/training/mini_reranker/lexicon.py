"""Words as the exported graph sees them: the stem classes of a word's first six pieces.

Stop words and punctuation are no words. The graph derives the same words from token ids by hashing; here each gets a
number, in the order in which they are met.
"""
import dataclasses

import numpy as np
import numpy.typing as npt

from .piece_tables import MULTI_IDF, PieceTables
from .text.word_piece import WordPiece

PIECES = 6
Ids = npt.NDArray[np.int32]
"""Word numbers [words] of one text; 0 is padding and never a word."""


@dataclasses.dataclass
class Words:
    """Arrays over word numbers."""

    classes: npt.NDArray[np.int32]
    """[words, 6] stem classes, 0 where there are fewer."""
    multi: npt.NDArray[np.bool_]
    """Of more than one class."""
    idf: npt.NDArray[np.float32]


class Lexicon:
    """Numbers of the words that were met."""

    def __init__(self, tables: PieceTables, word_piece: WordPiece, rows: list[tuple[int, ...]] | None = None) -> None:
        """`rows` are the stem classes of known words by number; without them only the padding is known."""
        self.tables, self.word_piece = tables, word_piece
        self.rows: list[tuple[int, ...]] = [()] if rows is None else list(rows)
        self._numbers: dict[tuple[int, ...], int] = {row: number for number, row in enumerate(self.rows) if number > 0}

    def word(self, pieces: list[int]) -> int:
        """Number of the word with these piece ids, or 0 where it is no content word."""
        tables = self.tables
        if not tables.starts[pieces[0]] or (len(pieces) == 1 and tables.stop[pieces[0]]):
            return 0
        key = [int(tables.cls[piece]) for piece in pieces[:PIECES]]
        while key and key[-1] == 0:
            key.pop()
        row = tuple(key)
        if row not in self._numbers:
            self._numbers[row] = len(self.rows)
            self.rows.append(row)
        return self._numbers[row]

    def encode(self, text: str, max_pieces: int, max_words: int) -> Ids:
        """The content words of a text's first `max_pieces` pieces, at most `max_words`."""
        found: list[int] = []
        current: list[int] = []
        continues = self.tables.cont
        for piece in self.word_piece.encode(text, max_pieces):
            if continues[piece] and current:
                current.append(piece)
                continue
            if current:
                found.append(self.word(current))
            current = [piece]
        if current:
            found.append(self.word(current))
        return np.array([number for number in found if number][:max_words], np.int32)

    def words(self) -> Words:
        """Classes and IDF of all words met; those of several classes have one constant IDF."""
        classes = np.zeros((len(self.rows), PIECES), np.int32)
        for number, row in enumerate(self.rows):
            classes[number, :len(row)] = row
        multi = (classes > 0).sum(1) > 1
        tables = self.tables
        by_class = np.zeros(tables.cls.max() + 1, np.float32)
        # Pieces that start words come last, so that theirs is the IDF that stays.
        order = np.argsort(tables.starts, kind='stable')
        by_class[tables.cls[order]] = tables.idf[order]
        idf = np.where(multi, MULTI_IDF, by_class[classes[:, 0]]).astype(np.float32)
        idf[0] = 0
        return Words(classes, multi, idf)
