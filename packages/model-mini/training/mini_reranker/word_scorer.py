"""The scorer as training uses it: from word numbers, with tables of classes, IDF and vectors."""
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch import Tensor

from .features import PairInputs, unit
from .lexicon import Ids, Words
from .scorer import DOCUMENT_WORDS, QUERY_WORDS, Scorer


def pad(texts: Sequence[Ids], limit: int, least: int = 2) -> Tensor:
    """Word numbers int64 [texts, longest] padded with 0, at least `least` and at most `limit` columns."""
    width = min(limit, max(least, max(len(text) for text in texts)))
    rows = np.zeros((len(texts), width), np.int64)
    for number, text in enumerate(texts):
        rows[number, :min(width, len(text))] = text[:width]
    return torch.from_numpy(rows)


class WordScorer(nn.Module):
    """Scores lists of documents, one list a query."""

    embeddings: Tensor
    classes: Tensor
    idf: Tensor
    multi: Tensor

    def __init__(self, words: Words, embeddings: npt.NDArray[np.float32]) -> None:
        """`embeddings` are float32 [stem classes, dimensions]; they are not trained, their projection is."""
        super().__init__()
        self.core = Scorer(*embeddings.shape)
        self.register_buffer('embeddings', torch.from_numpy(embeddings.copy()), persistent=False)
        self.register_buffer('classes', torch.from_numpy(words.classes.astype('int64')), persistent=False)
        self.register_buffer('idf', torch.from_numpy(words.idf), persistent=False)
        self.register_buffer('multi', torch.from_numpy(words.multi.astype('float32')), persistent=False)

    def vectors(self, ids: Tensor) -> Tensor:
        """Vectors [n, E] of words [n]: the sum of their classes' vectors, projected, of length 1 or 0."""
        distinct, places = torch.unique(ids, return_inverse=True)
        summed = self.embeddings[self.classes[distinct]].sum(1) @ self.core.projection
        return F.embedding(places, unit(summed))

    def forward(self, queries: Tensor, documents: Tensor) -> tuple[Tensor, Tensor]:
        """Raw scores and query norms [B, n] of word numbers: queries [B, Q], documents [B, n, D]."""
        batch, size, width = documents.shape
        length = queries.shape[1]

        def each(x: Tensor) -> Tensor:
            """A query's values, once for each of its documents."""
            return x.unsqueeze(1).expand(batch, size, *x.shape[1:]).reshape(batch * size, *x.shape[1:])

        flat = documents.reshape(batch * size, width)
        vectors = self.vectors(torch.cat([queries.reshape(-1), flat.reshape(-1)]))
        query_vectors = vectors[:batch * length].view(batch, length, -1)
        log_weight = self.core.piece_weight(self.classes[queries, 0]).squeeze(-1)
        score, norm = self.core.score(PairInputs(
            query=each(queries), document=flat, query_mask=(each(queries) > 0).float(), document_mask=(flat > 0).float(),
            query_idf=each(self.idf[queries]), document_idf=self.idf[flat], query_multi=each(self.multi[queries]),
            log_weight=each(log_weight), query_vectors=each(query_vectors),
            document_vectors=vectors[batch * length:].view(batch * size, width, -1)))
        return score.view(batch, size), norm.view(batch, size)

    @torch.no_grad()
    def rank(self, query: Ids, documents: Sequence[Ids], device: torch.device) -> tuple[Tensor, Tensor]:
        """Raw scores and norms [n], on the CPU, of one query's documents."""
        score, norm = self(pad([query], QUERY_WORDS).to(device), pad(documents, DOCUMENT_WORDS)[None].to(device))
        return score[0].cpu(), norm[0].cpu()
