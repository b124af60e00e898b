"""Step vocabulary: special tokens, alphabet, pieces learnt from the training text, appended character pieces."""
import collections
from collections.abc import Mapping

from .byte_pairs import learn_pieces
from .character_pieces import character_pieces
from .context import Context
from .files import write_json, write_text
from .prepare import read_pairs
from .progress import Progress
from .text.basic_tokens import basic_tokens, is_cjk, is_punctuation
from .text.word_piece import SPECIAL, WordPiece

ALPHABET = 400
MAX_CHARS = 6000
LEAST_COUNT, MAX_WORD = 3, 40
"""Rarer and longer words teach no pieces."""


def run(context: Context) -> None:
    """Writes `vocab.txt`, a piece a line, and figures about it to `vocabulary.json`."""
    counts = count_words(context)
    vocabulary, learnt = build_vocabulary(counts, context.config.vocabulary.learnt_pieces)
    write_text(context.work / 'vocab.txt', '\n'.join(vocabulary) + '\n')
    word_piece, total = WordPiece(vocabulary), sum(counts.values())
    single = sum(count for word, count in counts.items() if len(word_piece.word(word)) == 1)
    write_json(context.work / 'vocabulary.json',
               dict(learnt=learnt, total=len(vocabulary), words=total, single_piece=single / total))


def read_vocabulary(context: Context) -> list[str]:
    """The pieces, by id."""
    return (context.work / 'vocab.txt').read_text(encoding='utf-8').split('\n')[:-1]


def count_words(context: Context) -> collections.Counter[str]:
    """How often each word occurs in the distinct queries and passages of each set."""
    counts: collections.Counter[str] = collections.Counter()
    progress = Progress('count words', len(context.config.sets))
    for name in context.config.names():
        seen = set()
        for pair in read_pairs(context, name):
            for text in (pair.query, pair.passage):
                if text not in seen:
                    seen.add(text)
                    counts.update(basic_tokens(text[:MAX_CHARS]))
        progress.advance()
    return counts


def find_alphabet(counts: Mapping[str, int], size: int = ALPHABET) -> list[str]:
    """The most frequent characters, ideographs left out."""
    chars: collections.Counter[str] = collections.Counter()
    for word, count in counts.items():
        for char in word:
            if not is_cjk(char):
                chars[char] += count
    return [char for char, _ in sorted(chars.items(), key=lambda item: (-item[1], item[0]))[:size]]


def build_vocabulary(counts: Mapping[str, int], learnt_pieces: int) -> tuple[list[str], int]:
    """All pieces, and how many of them were there before the character pieces."""
    alphabet = find_alphabet(counts)
    known_chars = set(alphabet)
    words = sorted(((word, count) for word, count in counts.items() if count >= LEAST_COUNT and len(word) < MAX_WORD
                    and all(char in known_chars for char in word)), key=lambda item: (-item[1], item[0]))
    start = [*SPECIAL, *alphabet, *('##' + char for char in alphabet if not is_punctuation(char))]
    vocabulary = learn_pieces(words, start, learnt_pieces)
    known = set(vocabulary)
    return vocabulary + [piece for piece in character_pieces() if piece not in known], len(vocabulary)
