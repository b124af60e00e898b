"""The small networks of a model folder, kept beside the ONNX file so that they can be trained further.

The exporter folds them into other tensors. The large ones, vectors and word weights, are read from the ONNX file itself.
"""
import pathlib
from typing import Any

import numpy as np
import torch

from .calibrate import Platt
from .files import read_json, write_whole
from .graph import TENSORS, Graph
from .onnx_tensors import read_tensors
from .scorer import Scorer

FILE = 'networks.npz'
PLATT = 'platt'


def write_networks(graph: Graph, folder: pathlib.Path) -> None:
    """Writes the file: parameters and settings of the scorer by name, and the three numbers of the Platt fit."""
    arrays = {name: value.detach().numpy() for name, value in graph.core.state_dict().items()}
    platt = np.array([graph.platt.scale, graph.platt.slope, graph.platt.bias])
    write_whole(folder / FILE, lambda file: np.savez(file, **arrays, **{PLATT: platt}))    # type: ignore[arg-type]


def read_graph(folder: pathlib.Path) -> Graph:
    """The graph of a model folder that the step export wrote."""
    if not (folder / FILE).exists():
        raise SystemExit(f'{folder} has no {FILE}: fine-tuning starts from the bundled model or from one that this recipe made')
    with np.load(folder / FILE) as file:
        arrays = {name: torch.from_numpy(file[name]) for name in file.files}
    platt = Platt(*arrays.pop(PLATT).tolist())
    tensors = read_tensors(folder / 'model.onnx')
    core = Scorer(1, tensors['emb'].shape[1], hidden=len(arrays['term.0.bias']))
    left_out = core.load_state_dict(arrays, strict=False)
    missing = set(left_out.missing_keys) - {'piece_weight.weight', 'projection'}
    if missing or left_out.unexpected_keys:
        raise SystemExit(f'{folder / FILE} is of another version of this recipe: it '
                         f'lacks {sorted(missing)} and has {left_out.unexpected_keys}')
    return Graph(core, {name: torch.from_numpy(tensors[name].copy()) for name in TENSORS}, platt).eval()


def read_settings(folder: pathlib.Path) -> dict[str, Any]:
    """The settings for secondpass in a folder's model.json, where it has one; `blend` is the first stage's share."""
    path = folder / 'model.json'
    settings: dict[str, Any] = read_json(path) if path.exists() else {}
    return settings


def read_pieces(folder: pathlib.Path) -> list[str]:
    """The tokenizer's pieces by id."""
    pieces: dict[str, int] = read_json(folder / 'tokenizer.json')['model']['vocab']
    return sorted(pieces, key=pieces.__getitem__)
