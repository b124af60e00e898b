"""Training lists: a query, one relevant passage and several that are not."""
import dataclasses
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from .config import DataSet, Train
from .encode import EncodedSet
from .lexicon import Ids
from .negatives import draw_negatives
from .queries import cut_span
from .scorer import QUERY_WORDS
from .word_scorer import pad

PASSAGE_WORDS, SHORT_QUERY_WORDS = 130, 24
"""Words read in training, fewer than in use; batches of long spans read queries of up to 64 words."""
UNFOUND = 0.15
"""Of the queries whose relevant passage BM25 did not find, this share is used."""


@dataclasses.dataclass
class TrainingList:
    """`passages[0]` is relevant; `rates` are log inverse sampling rates, one a passage."""

    query: Ids
    passages: list[Ids]
    rates: list[float]


class Sampler:
    """Draws lists; its generator alone decides, so that a seed fixes their sequence."""

    def __init__(self, encoded: Mapping[str, EncodedSet], sets: Sequence[DataSet], settings: Train, seed: int) -> None:
        self.encoded, self.settings = encoded, settings
        self.rng = np.random.default_rng(seed)
        self.names = [data_set.name for data_set in sets]
        shares = np.array([data_set.share for data_set in sets])
        self.shares = shares / shares.sum()
        self.free = {name: np.where(~encoded[name].held)[0] for name in self.names}

    def batch(self) -> tuple[Tensor, Tensor, Tensor]:
        """Queries [B, Q], documents [B, n, D] as word numbers and log inverse sampling rates [B, n]."""
        settings = self.settings
        long = settings.long_spans > 0 and self.rng.random() < settings.long_spans
        lists = [self.draw_list(long) for _ in range(settings.batch)]
        documents = pad([passage for one in lists for passage in one.passages], PASSAGE_WORDS)
        queries = pad([one.query for one in lists], QUERY_WORDS if long else SHORT_QUERY_WORDS)
        rates = torch.tensor([one.rates for one in lists], dtype=torch.float32)
        return queries, documents.view(settings.batch, settings.list_size, -1), rates

    def draw_list(self, long: bool) -> TrainingList:
        """One list of a set drawn by the shares; `long` says which spans are taken."""
        rng = self.rng
        while True:
            name = self.names[rng.choice(len(self.names), p=self.shares)]
            part = self.encoded[name]
            query = int(self.free[name][rng.integers(len(self.free[name]))])
            candidates = part.candidates[query]
            candidates = candidates[candidates >= 0]
            if rng.random() < self.settings.spans:
                drawn = self._span_list(part, candidates, long)
                if drawn is not None:
                    return drawn
            drawn = self._judged_list(part, query, candidates)
            if drawn is not None:
                return drawn

    def _judged_list(self, part: EncodedSet, query: int, candidates: npt.NDArray[np.int32]) -> TrainingList | None:
        """A list of a query of the data, with sampled BM25 candidates as negatives."""
        relevant = set(part.positives[query])
        found = [passage for passage in candidates.tolist() if passage in relevant]
        if not found:
            if self.rng.random() > UNFOUND:
                return None
            found = part.positives[query]
        others = [passage for passage in candidates.tolist() if passage not in relevant]
        count = self.settings.list_size - 1
        if len(others) < count:
            return None
        ranks, rates = draw_negatives(len(others), count, self.rng)
        positive = part.passages[found[self.rng.integers(len(found))]]
        return TrainingList(part.queries[query], [positive, *(part.passages[others[rank]] for rank in ranks)], rates)

    def _span_list(self, part: EncodedSet, candidates: npt.NDArray[np.int32], long: bool) -> TrainingList | None:
        """A span of a candidate as query and the rest of it as positive, with other candidates as random negatives."""
        positive = int(candidates[self.rng.integers(len(candidates))])
        others = [int(passage) for passage in candidates if passage != positive]
        count = self.settings.list_size - 1
        if len(others) < count:
            return None
        cut = cut_span(part.passages[positive], long, self.rng)
        if cut is None:
            return None
        span, rest = cut
        drawn = self.rng.choice(others, count, replace=False)
        return TrainingList(span, [rest, *(part.passages[passage] for passage in drawn)], [0.] * (count + 1))
