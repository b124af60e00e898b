"""Queries made from passages, where nobody asked: spans, after the inverse cloze task.

Lee et al., Latent retrieval for weakly supervised open domain question answering, 2019. Headings, titles and exercises
are queries too, but come as pairs with the data.
"""
import numpy as np

from .lexicon import Ids

LEAST_PASSAGE, LEAST_SPAN = 25, 3
"""Words, below which no span is taken or kept."""
SHORT, LONG = (5, 16), (16, 60)
"""Words of a span: from, below."""
DROPPED_SPANS, KEPT_WORDS = 0.5, 0.7
"""Half of the spans keep 70% of their words, so that they read less like the passage."""


def cut_span(passage: Ids, long: bool, rng: np.random.Generator) -> tuple[Ids, Ids] | None:
    """A random span of a passage as a query, and the passage without it; none where the passage is too short."""
    if len(passage) < LEAST_PASSAGE:
        return None
    length = int(min(rng.integers(*LONG), len(passage) // 2) if long else rng.integers(*SHORT))
    start = int(rng.integers(len(passage) - length))
    span = passage[start:start + length]
    if rng.random() < DROPPED_SPANS:
        span = span[rng.random(length) < KEPT_WORDS]
    if len(span) < LEAST_SPAN:
        return None
    return span, np.concatenate([passage[:start], passage[start + length:]])
