"""Training an exported model's graph further on judged queries, from where it is.

Vectors stay; the networks move, and each word's weight. A penalty holds both near their start (L2-SP: Li et al., Explicit
inductive bias for transfer learning with convolutional networks, 2018), because judged queries are few. Some of the queries
are not trained on: they say after each epoch whether it helped, and the best state is kept, the start included.
"""
import copy
import dataclasses
from collections.abc import Sequence

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor
from torch.nn.utils.clip_grad import clip_grad_norm_

from .graph import Graph
from .judged_query import JudgedQuery
from .metrics import Floats, blend_scores, ndcg
from .pairs import Inputs, pair_inputs
from .progress import Progress, say
from .text.word_piece import WordPiece
from .tokenizer_files import MAX_TOKENS

LIST_SIZE, POSITIVES = 32, 8
"""Documents a list; of the relevant ones at most so many."""
NEAR_START = 0.003
"""Weight of the squared distance from the start."""
WORD_RATE = 3.0
"""Learning rate of the word weights, as a multiple of the networks'."""


@dataclasses.dataclass(frozen=True)
class TuneSettings:
    """How long, how fast, and by what an epoch is judged."""

    epochs: int
    rate: float
    seed: int
    blend: float
    """Share of the first stage in the order that is measured, as the model folder says."""


@dataclasses.dataclass(frozen=True)
class Tuned:
    """nDCG@10 on the queries that were not trained on."""

    before: float
    after: float
    epoch: int
    """That was kept; 0 for the start."""


def tune(graph: Graph, train: Sequence[JudgedQuery], held: Sequence[JudgedQuery], word_piece: WordPiece,
         settings: TuneSettings) -> Tuned:
    """Trains in place, one list of each query an epoch, and leaves the graph at its best epoch."""
    rng = np.random.default_rng(settings.seed)
    graph.idf_weight.requires_grad_(True)
    moving = [*graph.core.parameters(), graph.idf_weight]
    start = [value.detach().clone() for value in moving]
    adam = torch.optim.Adam([dict(params=moving[:-1], factor=1.0), dict(params=moving[-1:], factor=WORD_RATE)])
    best, kept = mean_ndcg(graph, held, word_piece, settings.blend), copy.deepcopy(graph.state_dict())
    before, epoch_kept, steps, done = best, 0, settings.epochs * len(train), 0
    progress = Progress('finetune', steps)
    for epoch in range(1, settings.epochs + 1):
        for number in rng.permutation(len(train)):
            for group in adam.param_groups:
                group['lr'] = settings.rate * group['factor'] * (1 - done / steps)
            loss = list_loss(graph, train[number], word_piece, rng)
            drift = torch.stack([(value - first).square().sum() for value, first in zip(moving, start)]).sum()
            adam.zero_grad()
            (loss + NEAR_START * drift).backward()
            assert graph.idf_weight.grad is not None
            graph.idf_weight.grad[:, 0] = 0    # The IDF stays.
            clip_grad_norm_(moving, 1.0)
            adam.step()
            done += 1
            progress.advance(1)
        now = mean_ndcg(graph, held, word_piece, settings.blend)
        say(f'  epoch {epoch}: nDCG@10 {now:.4f} on queries not trained on')
        if now > best:
            best, epoch_kept, kept = now, epoch, copy.deepcopy(graph.state_dict())
    graph.load_state_dict(kept)
    graph.idf_weight.requires_grad_(False)
    return Tuned(before, best, epoch_kept)


def list_loss(graph: Graph, query: JudgedQuery, word_piece: WordPiece, rng: np.random.Generator) -> Tensor:
    """Cross entropy of the softmax over a list with the shares of the gains (ListNet: Cao et al., Learning to rank, 2007)."""
    chosen, rates = draw_list(np.array(query.gains), rng)
    gains = torch.tensor([float(query.gains[place]) for place in chosen])
    logits = graph(*encode_pairs(word_piece, query.query, [query.documents[place] for place in chosen]))[:, 0]
    return -(gains / gains.sum() * F.log_softmax(logits / graph.platt.scale + rates, 0)).sum()


def draw_list(gains: 'np.ndarray[int, np.dtype[np.int64]]', rng: np.random.Generator) -> tuple[list[int], Tensor]:
    """Places of a list's documents, and their log inverse sampling rates: some relevant ones, and others at random."""
    relevant, others = np.where(gains > 0)[0], np.where(gains <= 0)[0]
    positives = rng.choice(relevant, min(POSITIVES, len(relevant)), replace=False)
    negatives = rng.choice(others, min(LIST_SIZE - len(positives), len(others)), replace=False)
    rate = float(np.log(len(others) / len(negatives)))
    return [*positives.tolist(), *negatives.tolist()], torch.tensor([0.0] * len(positives) + [rate] * len(negatives))


@torch.no_grad()
def mean_ndcg(graph: Graph, queries: Sequence[JudgedQuery], word_piece: WordPiece, blend: float) -> float:
    """Mean nDCG@10 of the order that the model and the first stage give together."""
    values = [ndcg(query.gains, query.ideal, blended(graph, query, word_piece, blend)) for query in queries]
    return float(np.mean(values)) if values else 0.0


def blended(graph: Graph, query: JudgedQuery, word_piece: WordPiece, blend: float) -> Floats:
    """Scores of a query's candidates by model and first stage together."""
    logits = graph(*encode_pairs(word_piece, query.query, query.documents))[:, 0].double().numpy()
    return blend_scores(logits, query.first_stage, blend)


def encode_pairs(word_piece: WordPiece, query: str, documents: Sequence[str]) -> Inputs:
    """The graph's inputs for a query's documents, cut to 512 tokens as in use."""
    first = word_piece.encode(query, MAX_TOKENS)
    return pair_inputs([(first, word_piece.encode(document, MAX_TOKENS)) for document in documents], MAX_TOKENS, torch.device('cpu'))
