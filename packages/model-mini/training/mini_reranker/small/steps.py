"""The loop that both trainings of the small size share: steps, checkpoints, progress."""
import dataclasses
import pathlib
from collections.abc import Callable

import numpy as np
from torch import Tensor

from ..checkpoint import Checkpoint
from ..progress import Progress, say
from .descent import Descent


@dataclasses.dataclass(frozen=True)
class Course:
    """Where a training keeps its state, and what that belongs to."""

    checkpoint: pathlib.Path
    fingerprint: str
    every: int
    """Steps from one checkpoint to the next."""


def take_steps(label: str, descent: Descent, rng: np.random.Generator, course: Course, loss_of: Callable[[], Tensor]) -> None:
    """Takes all steps that are left, from the checkpoint on where there is one; `loss_of` draws from `rng` alone."""
    kept = Checkpoint(course.checkpoint, course.fingerprint, dict(module=descent.module, average=descent.average), descent, rng)
    start = kept.resume()
    if start:
        say(f'{label}: taken up after step {start}')
    progress, losses = Progress(label, descent.steps), []
    progress.start_at(start)
    for step in range(start, descent.steps):
        loss = loss_of()
        descent.step(loss, step)
        losses.append(loss.item())
        progress.advance(1, f'loss {np.mean(losses[-100:]):.3f}')
        if (step + 1) % course.every == 0 and step + 1 < descent.steps:
            kept.save(step + 1)
    course.checkpoint.unlink(missing_ok=True)
