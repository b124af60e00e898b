"""AdamW (Loshchilov & Hutter, Decoupled weight decay regularization, 2019) with a warm-up and a linear decay."""
import torch
import torch.nn as nn
from torch.nn.utils.clip_grad import clip_grad_norm_

WARM_UP, LEAST = 50, 0.02
"""Steps of the warm-up; least share of the learning rate."""
CLASS_RATE, CLASS_DECAY = 2e-3, 0.1
"""Weights of single stem classes are seen seldom: they have their own rate and a stronger decay."""
CLIP = 1.0


def rate_factor(step: int, steps: int, warm_up: float) -> float:
    """Share of the learning rate at a step, counted from 0: rises over `warm_up` steps, then falls to its least at the last."""
    return min(1, (step + 1) / max(1, warm_up)) * max(LEAST, 1 - step / steps)


class Optimiser:
    """Steps of a scorer and its pointwise loss."""

    def __init__(self, scorer: nn.Module, pointwise: nn.Module, rate: float, steps: int) -> None:
        """`steps` is the whole number, at which the rate has fallen to its least."""
        named = list(scorer.named_parameters())
        self.scorer, self.steps = scorer, steps
        self.adam = torch.optim.AdamW([
            dict(params=[p for name, p in named if 'piece_weight' not in name], lr=rate, weight_decay=0.01),
            dict(params=[p for name, p in named if 'piece_weight' in name], lr=CLASS_RATE, weight_decay=CLASS_DECAY),
            dict(params=list(pointwise.parameters()), lr=0.01, weight_decay=0.0)])
        self.rates = [group['lr'] for group in self.adam.param_groups]

    def step(self, loss: torch.Tensor, step: int) -> None:
        """One step down the gradient; `step` counts from 0."""
        factor = rate_factor(step, self.steps, WARM_UP)
        for group, rate in zip(self.adam.param_groups, self.rates):
            group['lr'] = rate * factor
        self.adam.zero_grad()
        loss.backward()
        clip_grad_norm_(self.scorer.parameters(), CLIP)
        self.adam.step()
