"""The one command line: `python3 -m mini_reranker <step>`."""
import argparse
import pathlib
import sys

from . import finetune
from .config import read_config
from .context import Context
from .pipeline import STEPS, run_all, run_step
from .smoke import run_smoke
from .torch_compat import make_deterministic

_CONFIGS = pathlib.Path(__file__).parent.parent / 'configs'


def main() -> None:
    """Reads the arguments and runs what they name."""
    if sys.argv[1:2] == ['finetune']:
        finetune.main(sys.argv[2:])
        return
    arguments = _parser().parse_args()
    name = arguments.step
    config = arguments.config or _CONFIGS / ('smoke.json' if name == 'smoke' else 'mini.json')
    context = Context(config=read_config(config, arguments.seed), data=arguments.data, work=arguments.work,
                      model=arguments.model or arguments.work / 'model', collections=arguments.collections,
                      device=arguments.device, threads=arguments.threads, node=arguments.node)
    make_deterministic(arguments.threads, arguments.device)
    if name == 'all':
        run_all(context, arguments.force)
    elif name == 'smoke':
        run_smoke(context, arguments.force)
    else:
        run_step(name, context, arguments.force)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog='python3 -m mini_reranker', description=__doc__)
    parser.add_argument('step', choices=[*STEPS, 'all', 'smoke'],
                        help='a step, after those it needs; all of them; or a small run held to a floor '
                             '(and finetune, which has options of its own)')
    folder = pathlib.Path
    parser.add_argument('--config', type=folder, help='recipe (default: configs/mini.json; configs/smoke.json for smoke)')
    parser.add_argument('--data', type=folder, required=True, help='folder with <set>/pairs.jsonl.gz')
    parser.add_argument('--work', type=folder, required=True, help='folder for what the steps hand on')
    parser.add_argument('--model', type=folder, help='folder for the exported files (default: <work>/model)')
    parser.add_argument('--collections', type=folder, help='folder with evaluation collections, to exclude and to evaluate on')
    parser.add_argument('--seed', type=int, help="instead of the recipe's")
    parser.add_argument('--device', default='cpu', help='of embed and train: cpu, cuda or auto (default: cpu)')
    parser.add_argument('--threads', type=int, default=1, help='of torch; more may change the last bits (default: 1)')
    parser.add_argument('--node', default='node', help='program that runs the exported files (default: node)')
    parser.add_argument('--force', action='store_true', help='run the step although its outcome is there')
    return parser
