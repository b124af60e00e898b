"""Step export: the model folder: model.onnx, tokenizer and configuration."""
import io
import pathlib
import warnings

import torch
import torch.nn as nn
from torch.jit._trace import TracerWarning

from .calibrate import read_platt
from .context import Context
from .embed import read_embeddings
from .files import write_whole
from .graph import Graph, build_graph
from .networks import write_networks
from .piece_tables import PieceTables
from .progress import say
from .tokenizer_files import write_tokenizer_files
from .torch_compat import export_options, load_state
from .vocabulary import read_vocabulary

OPSET = 14
INPUTS = ['input_ids', 'attention_mask', 'token_type_ids']


def run(context: Context) -> None:
    """Writes the folder of `--model`."""
    context.model.mkdir(parents=True, exist_ok=True)
    graph = load_graph(context)
    write_onnx(graph, context.model / 'model.onnx')
    write_networks(graph, context.model)
    write_tokenizer_files(context.model, read_vocabulary(context))
    for file in sorted(context.model.iterdir()):
        say(f'  {file.name} {file.stat().st_size} bytes')


def load_graph(context: Context, int8: bool = True) -> Graph:
    """The graph of the trained scorer; without `int8` its vectors are not rounded."""
    tables = PieceTables.load(context.work / 'tables.npz')
    state = load_state(context.work / 'scorer.pt')
    return build_graph(state, read_embeddings(context), tables, read_platt(context), int8)


def write_onnx(graph: nn.Module, path: pathlib.Path, fold: bool = True) -> None:
    """Exports by tracing, with batch and sequence of any size; without `fold` weights of 8 bits stay so in the file."""
    ids = torch.tensor([[2, 100, 101, 3, 100, 102, 3, 0], [2, 103, 3, 103, 104, 105, 106, 3]])
    types = torch.tensor([[0, 0, 0, 0, 1, 1, 1, 0], [0, 0, 0, 1, 1, 1, 1, 1]])
    sizes = {name: {0: 'batch', 1: 'sequence'} for name in INPUTS}
    buffer = io.BytesIO()
    with warnings.catch_warnings():
        # Of shapes that the tracer takes for constants, or cannot infer; the checks show that scores do not depend on them.
        warnings.filterwarnings('ignore', category=TracerWarning)
        warnings.filterwarnings('ignore', message='The shape inference of prim::Constant')
        torch.onnx.export(graph, (ids, (ids > 0).long(), types), buffer, input_names=INPUTS, output_names=['logits'],
                          dynamic_axes={**sizes, 'logits': {0: 'batch'}}, opset_version=OPSET, do_constant_folding=fold,
                          **export_options())
    write_whole(path, lambda file: file.write(buffer.getvalue()))
