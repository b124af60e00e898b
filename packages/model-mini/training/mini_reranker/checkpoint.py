"""Checkpoints: all that the rest of a training depends on, so that a resumed one ends at the same weights."""
import json
import pathlib
from typing import Any, Protocol

import numpy as np
import torch
import torch.nn as nn

from .torch_compat import load_state, save_state


class HasAdam(Protocol):
    """An optimiser of this package."""

    adam: torch.optim.AdamW


class Checkpoint:
    """One file, rewritten as training goes on; it belongs to one recipe, named by its fingerprint."""

    def __init__(self, path: pathlib.Path, fingerprint: str, modules: dict[str, nn.Module], optimiser: HasAdam,
                 rng: np.random.Generator) -> None:
        self.path, self.fingerprint = path, fingerprint
        self.modules, self.optimiser, self.rng = modules, optimiser, rng

    def save(self, step: int) -> None:
        """Keeps the state after `step` steps."""
        state: dict[str, Any] = {name: module.state_dict() for name, module in self.modules.items()}
        save_state(self.path, dict(
            state, fingerprint=self.fingerprint, step=step, adam=self.optimiser.adam.state_dict(),
            # As text: the generator's numbers have 128 bits.
            numpy=json.dumps(self.rng.bit_generator.state), torch=torch.get_rng_state()))

    def resume(self) -> int:
        """Takes up the state kept, and returns how many steps it is after; 0 where there is none of this recipe."""
        if not self.path.exists():
            return 0
        state = load_state(self.path)
        if state['fingerprint'] != self.fingerprint:
            return 0
        for name, module in self.modules.items():
            module.load_state_dict(state[name])
        self.optimiser.adam.load_state_dict(state['adam'])
        self.rng.bit_generator.state = json.loads(state['numpy'])
        torch.set_rng_state(state['torch'])
        return int(state['step'])
