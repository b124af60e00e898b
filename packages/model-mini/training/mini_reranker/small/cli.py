"""The command line of the small size: `python3 -m mini_reranker.small pack|train|check`."""
import argparse
import json
import pathlib

import torch

from ..torch_compat import choose_device
from .check_small import check_small
from .job import run_job
from .packed import pack
from .settings import read_small_config

_CONFIG = pathlib.Path(__file__).parent.parent.parent / 'configs' / 'small.json'


def main() -> None:
    """Reads the arguments and runs what they name."""
    given = _parser().parse_args()
    if given.step == 'pack':
        pack(given.recipe, given.packed)
    elif given.step == 'train':
        torch.set_num_threads(given.threads)
        given.work.mkdir(parents=True, exist_ok=True)
        run_job(read_small_config(given.config), given.packed, given.base, given.work, choose_device(given.device))
    else:
        print(json.dumps(check_small(given.work / 'model', given.base, given.recipe, given.node)))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog='python3 -m mini_reranker.small', description=__doc__)
    steps = parser.add_subparsers(dest='step', required=True)
    folder = pathlib.Path
    one = steps.add_parser('pack', help="the training texts of a recipe's work folder as one small file")
    two = steps.add_parser('train', help='teacher and student, from the packed texts to the exported model; goes on where it was')
    three = steps.add_parser('check', help='the exported model in Node, on held-out queries')
    for parts in (one, three):
        parts.add_argument('--recipe', type=folder, required=True, help='work folder of the recipe, in which `mine` was run')
    for parts in (one, two):
        parts.add_argument('--packed', type=folder, required=True, help='the file of packed texts')
    for parts in (two, three):
        parts.add_argument('--base', type=folder, required=True, help='folder of the exported feature model, of the same vocabulary')
        parts.add_argument('--work', type=folder, required=True, help='takes checkpoints and the exported model')
    two.add_argument('--config', type=folder, default=_CONFIG, help='settings (default: configs/small.json)')
    two.add_argument('--device', default='auto', help='cpu, cuda or auto (default: auto)')
    two.add_argument('--threads', type=int, default=1, help='of torch on a CPU (default: 1)')
    three.add_argument('--node', default='node', help='program that runs the exported files (default: node)')
    return parser
