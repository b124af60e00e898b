"""BM25 over the passages of one training set (Robertson & Zaragoza, The probabilistic relevance framework, 2009)."""
import collections
import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from .text.index_terms import index_terms

K1, B = 0.9, 0.4


class Bm25:
    """An inverted index with the impact of each term in each passage."""

    def __init__(self, texts: Sequence[str]) -> None:
        postings: dict[str, tuple[list[int], list[int]]] = collections.defaultdict(lambda: ([], []))
        counts = []
        for number, text in enumerate(texts):
            terms = index_terms(text)
            counts.append(len(terms))
            for term, count in collections.Counter(terms).items():
                postings[term][0].append(number)
                postings[term][1].append(count)
        self.size = len(texts)
        lengths = np.array(counts, np.float32)
        slope = K1 * (1 - B + B * lengths / lengths.mean())
        self.impacts: dict[str, tuple[npt.NDArray[np.int32], npt.NDArray[np.float32]]] = {}
        for term, (numbers, frequencies) in postings.items():
            ids, tf = np.array(numbers, np.int32), np.array(frequencies, np.float32)
            idf = math.log(1 + (self.size - len(ids) + .5) / (len(ids) + .5))
            self.impacts[term] = (ids, idf * tf / (tf + slope[ids]))
        self._scores = np.zeros(self.size, np.float32)

    def search(self, query: str, depth: int = 100) -> npt.NDArray[np.int64]:
        """Numbers of the best passages with a score above 0, best first, at most `depth`."""
        scores = self._scores
        scores[:] = 0
        for term, count in collections.Counter(index_terms(query)).items():
            impact = self.impacts.get(term)
            if impact is not None:
                scores[impact[0]] += count * impact[1]
        depth = min(depth, self.size)
        best = np.argpartition(-scores, depth - 1)[:depth]
        best = best[np.argsort(-scores[best], kind='stable')]
        return best[scores[best] > 0]
