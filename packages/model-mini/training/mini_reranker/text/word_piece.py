"""Greedy longest-match WordPiece (Wu et al., Google's Neural Machine Translation System, 2016)."""
from collections.abc import Sequence

from .basic_tokens import basic_tokens

SPECIAL = ('[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]')
PAD, UNK, CLS, SEP = 0, 1, 2, 3
MAX_WORD_CHARS = 100


class WordPiece:
    """Pieces of words over a vocabulary; the id of a piece is its place there, `##` marks a continuation."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self.ids = {piece: number for number, piece in enumerate(vocabulary)}
        self._words: dict[str, list[int]] = {}

    def word(self, word: str) -> list[int]:
        """Piece ids of one word; [UNK] alone where some part of it is not in the vocabulary."""
        pieces = self._words.get(word)
        if pieces is None:
            pieces = self._words[word] = self._split(word)
        return pieces

    def encode(self, text: str, limit: int) -> list[int]:
        """Piece ids of a text, at most `limit`, without special tokens."""
        pieces: list[int] = []
        for word in basic_tokens(text):
            pieces += self.word(word)
            if len(pieces) >= limit:
                break
        return pieces[:limit]

    def _split(self, word: str) -> list[int]:
        if len(word) > MAX_WORD_CHARS:
            return [UNK]
        pieces, start = [], 0
        while start < len(word):
            for end in range(len(word), start, -1):
                piece = self.ids.get(word[start:end] if start == 0 else '##' + word[start:end])
                if piece is not None:
                    break
            else:
                return [UNK]
            pieces.append(piece)
            start = end
        return pieces
