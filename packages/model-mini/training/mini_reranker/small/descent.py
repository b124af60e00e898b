"""AdamW with a warm-up and a linear decay, and an average of the weights."""
import copy

import torch
import torch.nn as nn
from torch.nn.utils.clip_grad import clip_grad_norm_

from ..optimiser import CLIP, rate_factor

WARM_UP, DECAY = 0.05, 0.01
"""Share of the steps that warm up; weight decay."""


class Descent:
    """Steps of a module; `average` is the running mean of its weights (Polyak & Juditsky, Acceleration of stochastic
    approximation by averaging, 1992), with the decay that is given; 0 for none, when it follows the module."""

    def __init__(self, module: nn.Module, rate: float, steps: int, decay: float) -> None:
        self.module, self.rate, self.steps, self.decay = module, rate, steps, decay
        self.average = copy.deepcopy(module).requires_grad_(False)
        moving = [value for value in module.parameters() if value.requires_grad]
        self.adam = torch.optim.AdamW(moving, lr=rate, weight_decay=DECAY, betas=(0.9, 0.98))

    def step(self, loss: torch.Tensor, step: int) -> None:
        """One step down the gradient; `step` counts from 0."""
        factor = rate_factor(step, self.steps, WARM_UP * self.steps)
        for group in self.adam.param_groups:
            group['lr'] = self.rate * factor
        self.adam.zero_grad()
        loss.backward()
        clip_grad_norm_([value for group in self.adam.param_groups for value in group['params']], CLIP)
        self.adam.step()
        keep = min(self.decay, (step + 1) / (step + 10))
        with torch.no_grad():
            for mean, value in zip(self.average.parameters(), self.module.parameters()):
                mean.lerp_(value, 1 - keep)
