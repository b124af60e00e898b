"""Step embed: vectors of stem classes, by shifted positive PMI of windowed counts and a truncated SVD.

Levy & Goldberg, Neural word embedding as implicit matrix factorization, 2014; the SVD is randomised (Halko et al., Finding
structure with randomness, 2011). Classes that never occur keep a zero vector, and so do classes with non-ASCII letters:
the text has too little of other scripts, and their vectors would only say "foreign text". Such words match exactly or not
at all.
"""
import math
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
import torch

from .config import Embed
from .context import Context
from .encode import EncodedSet, open_lexicon
from .files import read_pickle, write_whole
from .progress import Progress
from .torch_compat import choose_device
from .vocabulary import read_vocabulary

NEAR = 4
"""Pairs at a greater distance count half."""
EXTRA_DIRECTIONS, POWER_ITERATIONS = 32, 3
Stream = npt.NDArray[np.int64]
"""Stem classes of all passages in a row, -1 between passages."""


def run(context: Context) -> None:
    """Writes `embeddings.npy`: float32 [stem classes, dimensions]."""
    settings, device = context.config.embed, choose_device(context.device)
    encoded: dict[str, EncodedSet] = read_pickle(context.work / 'train.pkl')
    lexicon = open_lexicon(context)
    passages = (ids for part in encoded.values() for ids in part.passages)
    stream = class_stream(passages, lexicon.words().classes, settings.window)
    size = int(lexicon.tables.cls.max()) + 1
    seen = np.unique(stream[stream > 0])
    dense = np.zeros(size, np.int64)
    dense[seen] = np.arange(1, len(seen) + 1)
    stream = np.where(stream > 0, dense[np.maximum(stream, 0)], -1)
    stream = thin_out(stream, len(seen) + 1, settings.subsample, np.random.default_rng(settings.seed))
    counts = count_pairs(stream, len(seen) + 1, settings.window).to(device)
    vectors = truncated_svd(positive_pmi(counts, settings), settings.dimensions, settings.seed).cpu().numpy()
    table = np.zeros((size, settings.dimensions), np.float32)
    table[seen] = vectors[1:]
    table[foreign_classes(read_vocabulary(context), lexicon.tables.cls)] = 0
    write_whole(context.work / 'embeddings.npy', lambda file: np.save(file, table))


def read_embeddings(context: Context) -> npt.NDArray[np.float32]:
    """Vectors by stem class."""
    return np.load(context.work / 'embeddings.npy')


def class_stream(passages: Iterable[npt.NDArray[np.int32]], classes: npt.NDArray[np.int32], window: int) -> Stream:
    """The stem classes of passages given as word numbers."""
    gap = np.full(window + 2, -1, np.int64)
    parts = []
    for ids in passages:
        flat = classes[ids].reshape(-1)
        parts += [flat[flat > 0].astype(np.int64), gap]
    return np.concatenate(parts)


def thin_out(stream: Stream, size: int, threshold: float, rng: np.random.Generator) -> Stream:
    """Drops frequent classes at random (Mikolov et al., Distributed representations of words and phrases, 2013)."""
    counts = np.bincount(stream[stream > 0], minlength=size).astype(np.float64)
    keep = np.minimum(1, np.sqrt(threshold / np.maximum(counts / counts.sum(), 1e-12)))
    return stream[(stream < 0) | (rng.random(len(stream)) < keep[np.maximum(stream, 0)])]


def count_pairs(stream: Stream, size: int, window: int) -> torch.Tensor:
    """Symmetric counts [size, size] of classes within a window of each other."""
    counts = np.zeros(size * size, np.float32)
    progress = Progress('count pairs', window)
    for distance in range(1, window + 1):
        left, right = stream[:-distance], stream[distance:]
        keep = (left > 0) & (right > 0) & (left != right)
        pairs, times = np.unique(left[keep] * size + right[keep], return_counts=True)
        counts[pairs] += times * (1.0 if distance <= NEAR else 0.5)
        progress.advance()
    table = torch.from_numpy(counts.reshape(size, size))
    return table + table.T


def positive_pmi(counts: torch.Tensor, settings: Embed) -> torch.Tensor:
    """max(0, PMI - log shift) with smoothed context counts; what was seen once at long range counts as unseen."""
    rows = counts.sum(1)
    contexts = rows ** settings.smoothing
    pmi = torch.log(counts.clamp(min=1e-9)) - torch.log(rows.clamp(min=1e-9))[:, None]
    pmi -= torch.log((contexts / contexts.sum()).clamp(min=1e-12))[None]
    pmi = (pmi - math.log(settings.shift)).clamp(min=0)
    pmi[counts <= 0.6] = 0
    return pmi


def truncated_svd(matrix: torch.Tensor, dimensions: int, seed: int) -> torch.Tensor:
    """Left singular vectors [rows, dimensions], each times the root of its singular value."""
    generator = torch.Generator().manual_seed(seed)
    sample = matrix @ torch.randn(len(matrix), dimensions + EXTRA_DIRECTIONS, generator=generator).to(matrix.device)
    for _ in range(POWER_ITERATIONS):
        basis, _ = torch.linalg.qr(sample)
        basis, _ = torch.linalg.qr(matrix.T @ basis)
        sample = matrix @ basis
    basis, _ = torch.linalg.qr(sample)
    left, values, _ = torch.linalg.svd(basis.T @ matrix, full_matrices=False)
    return (basis @ left)[:, :dimensions] * values[:dimensions] ** 0.5


def foreign_classes(vocabulary: Sequence[str], classes: npt.NDArray[np.int32]) -> list[int]:
    """Stem classes of pieces with a non-ASCII character."""
    return sorted({int(cls) for piece, cls in zip(vocabulary, classes) if cls > 0 and not piece.isascii()})
