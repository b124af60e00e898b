"""Byte-pair merges over words (Sennrich et al., Neural machine translation of rare words with subword units, 2016)."""
import collections
import heapq
from collections.abc import Sequence

Pair = tuple[str, str]
LEAST_COUNT = 5
"""A pair of pieces seen less often is not merged."""


class Merger:
    """Words as sequences of pieces, with the count of each pair of neighbours and the words that hold it."""

    def __init__(self, words: Sequence[tuple[str, int]]) -> None:
        """`words` are pairs of a word and its count."""
        self.sequences = [[word[0]] + ['##' + char for char in word[1:]] for word, _ in words]
        self.counts = [count for _, count in words]
        self.pairs: collections.Counter[Pair] = collections.Counter()
        self.words_with: dict[Pair, set[int]] = collections.defaultdict(set)
        for number in range(len(words)):
            self._count(number, 1)
        self.heap = [(-count, pair) for pair, count in self.pairs.items()]
        heapq.heapify(self.heap)

    def next_pair(self) -> Pair | None:
        """The most frequent pair, ties by alphabet; none where all are rare."""
        while self.heap:
            negative, pair = heapq.heappop(self.heap)
            if self.pairs.get(pair, 0) != -negative:
                continue
            return pair if -negative >= LEAST_COUNT else None
        return None

    def merge(self, pair: Pair) -> str:
        """Makes one piece of a pair in every word, and returns it."""
        piece = pair[0] + pair[1][2:]
        changed: set[Pair] = set()
        for number in sorted(self.words_with[pair]):
            changed |= self._count(number, -1)
            self.sequences[number] = merge_in(self.sequences[number], pair, piece)
            changed |= self._count(number, 1)
        self.pairs.pop(pair, None)
        for other in changed:
            if self.pairs.get(other, 0) > 0:
                heapq.heappush(self.heap, (-self.pairs[other], other))
        return piece

    def _count(self, number: int, sign: int) -> set[Pair]:
        """Adds a word's pairs to the counts, or takes them away."""
        sequence = self.sequences[number]
        found = list(zip(sequence, sequence[1:]))
        for pair in found:
            self.pairs[pair] += sign * self.counts[number]
            if sign > 0:
                self.words_with[pair].add(number)
            else:
                self.words_with[pair].discard(number)
        return set(found)


def merge_in(sequence: Sequence[str], pair: Pair, piece: str) -> list[str]:
    """A sequence with each occurrence of a pair replaced, from the left."""
    merged, at = [], 0
    while at < len(sequence):
        here = at + 1 < len(sequence) and (sequence[at], sequence[at + 1]) == pair
        merged.append(piece if here else sequence[at])
        at += 2 if here else 1
    return merged


def learn_pieces(words: Sequence[tuple[str, int]], vocabulary: Sequence[str], size: int) -> list[str]:
    """The vocabulary with merged pieces appended, until it has `size` pieces or no pair is frequent."""
    pieces, known = list(vocabulary), set(vocabulary)
    merger = Merger(words)
    while len(pieces) < size:
        pair = merger.next_pair()
        if pair is None:
            break
        piece = merger.merge(pair)
        if piece not in known:
            known.add(piece)
            pieces.append(piece)
    return pieces
