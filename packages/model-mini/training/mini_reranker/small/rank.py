"""Listwise training of the residual: corrected negatives as for the feature model, and perhaps a teacher's distribution."""
import pathlib
from collections.abc import Mapping

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from ..checkpoint import Checkpoint
from ..config import Anchor, DataSet, Train
from ..encode import EncodedSet
from ..losses import listwise_loss
from ..progress import Progress, say
from ..sampler import Sampler
from .descent import Descent
from .pairs import pair_inputs
from .residual import Residual
from .settings import Rank


def train_rank(model: Residual, teacher: Residual | None, sets: Mapping[str, EncodedSet], shares: list[DataSet], settings: Rank,
               checkpoint: pathlib.Path, fingerprint: str, every: int, seed: int, device: torch.device) -> list[float]:
    """Trains in place, taking up the checkpoint where there is one, and leaves the averaged weights; returns the loss, each tenth."""
    sampler = Sampler(sets, shares, as_train(settings, every), seed)
    model.to(device)
    descent = Descent(model, settings.learning_rate, settings.steps, settings.average)
    kept = Checkpoint(checkpoint, fingerprint, dict(model=model, average=descent.average), descent, sampler.rng)
    start = kept.resume()
    if start:
        say(f'rank: taken up after step {start}')
    progress, course, losses = Progress('rank', settings.steps), [], []
    progress.start_at(start)
    for step in range(start, settings.steps):
        inputs, rates = draw(sampler, settings, device)
        scores = model.raw(*inputs).view(rates.shape)
        loss = listwise_loss(scores, rates, settings.correction)
        if teacher is not None and settings.distil:
            with torch.no_grad():
                wanted = torch.softmax(teacher.raw(*inputs).view(rates.shape) + settings.correction * rates, -1)
            told = F.log_softmax(scores + settings.correction * rates, -1)
            loss = (1 - settings.distil) * loss - settings.distil * (wanted * told).sum(-1).mean()
        descent.step(loss, step)
        losses.append(loss.item())
        progress.advance(1, f'loss {np.mean(losses[-100:]):.3f}')
        if (step + 1) % max(1, settings.steps // 10) == 0:
            course.append(round(float(np.mean(losses[-100:])), 3))
        if (step + 1) % every == 0 and step + 1 < settings.steps:
            kept.save(step + 1)
    model.load_state_dict(descent.average.state_dict())
    return course


def draw(sampler: Sampler, settings: Rank, device: torch.device) -> tuple[tuple[Tensor, Tensor, Tensor], Tensor]:
    """Inputs of all pairs of a step's lists, list by list, and log inverse sampling rates [lists, list_size]."""
    long = settings.long_spans > 0 and sampler.rng.random() < settings.long_spans
    lists = [sampler.draw_list(long) for _ in range(settings.batch)]
    pairs = [(one.query, passage) for one in lists for passage in one.passages]
    return (pair_inputs(pairs, settings.pair_length, device),
            torch.tensor([one.rates for one in lists], dtype=torch.float32, device=device))


def as_train(settings: Rank, every: int) -> Train:
    """The settings as the sampler of the feature model takes them."""
    return Train(settings.steps, settings.batch, settings.list_size, settings.learning_rate, settings.correction, settings.spans,
                 settings.long_spans, 0.0, Anchor(0.0, 1.0), every)
