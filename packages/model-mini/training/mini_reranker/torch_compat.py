"""What differs between torch 1.13 and current torch, in one place."""
import inspect
import pathlib
from typing import Any

import torch

from .files import write_whole


def save_state(path: pathlib.Path, state: dict[str, Any]) -> None:
    """Writes tensors, numbers and strings in dictionaries and lists, whole or not at all."""
    write_whole(path, lambda file: torch.save(state, file))


def load_state(path: pathlib.Path) -> dict[str, Any]:
    """What `save_state` wrote, on the CPU. From torch 2 on nothing else is unpickled; 1.13's `weights_only` knows no floats."""
    options: dict[str, Any] = {'weights_only': True} if int(torch.__version__.split('.')[0]) >= 2 else {}
    return torch.load(path, map_location='cpu', **options)


def export_options() -> dict[str, Any]:
    """Options that make `torch.onnx.export` use the TorchScript exporter, which traces this graph."""
    return {'dynamo': False} if 'dynamo' in inspect.signature(torch.onnx.export).parameters else {}


def choose_device(name: str) -> torch.device:
    """`cpu`, `cuda` or `auto` (CUDA where there is one)."""
    if name == 'auto':
        name = 'cuda' if torch.cuda.is_available() else 'cpu'
    return torch.device(name)


def make_deterministic(threads: int, device: str) -> None:
    """Fixes the number of threads, on which the order of sums depends, and on a GPU asks for deterministic kernels."""
    torch.set_num_threads(threads)
    if device != 'cpu':
        torch.use_deterministic_algorithms(True, warn_only=True)
