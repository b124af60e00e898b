"""Listwise training of the residual: corrected negatives as for the feature model, and perhaps a teacher's distribution."""
from collections.abc import Mapping

import torch
import torch.nn.functional as F
from torch import Tensor

from ..config import Anchor, DataSet, Train
from ..encode import EncodedSet
from ..losses import listwise_loss
from ..pairs import Inputs, pair_inputs
from ..sampler import Sampler
from .descent import Descent
from .residual import Residual
from .settings import Rank
from .steps import Course, take_steps


def train_rank(model: Residual, teacher: Residual | None, sets: Mapping[str, EncodedSet], shares: list[DataSet], settings: Rank,
               course: Course, seed: int, device: torch.device) -> None:
    """Trains in place, and leaves the averaged weights."""
    sampler = Sampler(sets, shares, as_train(settings, course.every), seed)
    model.to(device)
    descent = Descent(model, settings.learning_rate, settings.steps, settings.average)

    def loss_of() -> Tensor:
        inputs, rates = draw(sampler, settings, device)
        scores = model.raw(*inputs).view(rates.shape)
        loss = listwise_loss(scores, rates, settings.correction)
        if teacher is not None and settings.distil:
            with torch.no_grad():
                wanted = torch.softmax(teacher.raw(*inputs).view(rates.shape) + settings.correction * rates, -1)
            told = F.log_softmax(scores + settings.correction * rates, -1)
            loss = (1 - settings.distil) * loss - settings.distil * (wanted * told).sum(-1).mean()
        return loss

    take_steps('rank', descent, sampler.rng, course, loss_of)
    model.load_state_dict(descent.average.state_dict())


def draw(sampler: Sampler, settings: Rank, device: torch.device) -> tuple[Inputs, Tensor]:
    """Inputs of all pairs of a step's lists, list by list, and log inverse sampling rates [lists, list_size]."""
    long = settings.long_spans > 0 and sampler.rng.random() < settings.long_spans
    lists = [sampler.draw_list(long) for _ in range(settings.batch)]
    pairs = [(one.query.tolist(), passage.tolist()) for one in lists for passage in one.passages]
    return (pair_inputs(pairs, settings.pair_length, device),
            torch.tensor([one.rates for one in lists], dtype=torch.float32, device=device))


def as_train(settings: Rank, every: int) -> Train:
    """The settings as the sampler of the feature model takes them."""
    return Train(settings.steps, settings.batch, settings.list_size, settings.learning_rate, settings.correction, settings.spans,
                 settings.long_spans, 0.0, Anchor(0.0, 1.0), every)
