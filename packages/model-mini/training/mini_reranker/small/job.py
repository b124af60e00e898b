"""The whole job on the machine that has the GPU: both encoders, the teacher first, from the packed texts to the exported model.

What is done stays in the work folder, so that a job that was cut off goes on where it was: finished parts as `<part>.pt`, the part
under way as a checkpoint.
"""
import dataclasses
import hashlib
import json
import pathlib
import shutil

import torch

from ..encode import EncodedSet
from ..export import write_onnx
from ..files import write_json
from ..networks import read_graph, read_settings
from ..progress import say
from ..torch_compat import load_state, save_state
from .encoder import Encoder
from .held_out import measure_held_out
from .packed import read_packed
from .pretrain import pretrain
from .quantise import quantise
from .rank import train_rank
from .residual import Residual
from .settings import Rank, Shape, SmallConfig
from .steps import Course

TOKENIZER = ('config.json', 'tokenizer.json', 'tokenizer_config.json', 'special_tokens_map.json')


@dataclasses.dataclass(frozen=True)
class Job:
    """What the parts share."""

    config: SmallConfig
    base: pathlib.Path
    """Folder of the exported feature model."""
    work: pathlib.Path
    device: torch.device
    sets: dict[str, EncodedSet]
    fingerprint: str
    """Of settings, texts and feature model."""


def run_job(config: SmallConfig, packed: pathlib.Path, base: pathlib.Path, work: pathlib.Path, device: torch.device) -> None:
    """Writes `<work>/model` and `<work>/small.json`."""
    torch.manual_seed(config.seed)
    job = Job(config, base, work, device, read_packed(packed), fingerprint(config, packed, base))
    teacher = trained(job, 'teacher', config.teacher, config.rank_teacher, None) if config.rank_student.distil else None
    student = trained(job, 'student', config.student, config.rank_student, teacher)
    found = dict(student=measure(job, student))
    if teacher is not None:
        found['teacher'] = measure(job, teacher)
    export_small(job, student)
    write_json(work / 'small.json', dict(config=dataclasses.asdict(config), held_out=found))
    say(json.dumps(found))


def trained(job: Job, name: str, shape: Shape, settings: Rank, teacher: Residual | None) -> Residual:
    """A residual model that was pretrained and trained, or read where that was done before."""
    model = new_residual(job, shape)
    done = job.work / f'{name}.pt'
    if take_up(job, model, done):
        say(f'{name}: done before')
        return model.to(job.device)
    told = job.work / f'{name}-encoder.pt'
    if not take_up(job, model.encoder, told):
        pretrain(model.encoder.to(job.device), job.sets, job.config.pretrain, course(job, f'{name}-pretrain'), job.config.seed, job.device)
        keep(job, model.encoder, told)
    train_rank(model, teacher, job.sets, job.config.sets, settings, course(job, f'{name}-rank'), job.config.seed, job.device)
    keep(job, model, done)
    return model


def course(job: Job, part: str) -> Course:
    """Where a part keeps its checkpoint."""
    return Course(job.work / f'{part}.ckpt', job.fingerprint, job.config.checkpoint_every)


def new_residual(job: Job, shape: Shape) -> Residual:
    """An untrained model on the feature model."""
    graph = read_graph(job.base)
    return Residual(graph, Encoder(shape, graph.idf_weight[:, 0]))


def keep(job: Job, module: torch.nn.Module, path: pathlib.Path) -> None:
    """Writes a finished part."""
    save_state(path, dict(fingerprint=job.fingerprint, state={name: value.cpu() for name, value in module.state_dict().items()}))


def take_up(job: Job, module: torch.nn.Module, path: pathlib.Path) -> bool:
    """Reads a part that was finished for the same settings, texts and feature model."""
    if not path.exists():
        return False
    body = load_state(path)
    if body['fingerprint'] != job.fingerprint:
        return False
    module.load_state_dict(body['state'])
    return True


def measure(job: Job, model: Residual) -> dict[str, float]:
    """On held-out queries."""
    return measure_held_out(model, job.sets, job.config.held_out_queries, job.device)


def export_small(job: Job, model: Residual) -> None:
    """The model folder, weights of 8 bits."""
    folder = job.work / 'model'
    folder.mkdir(parents=True, exist_ok=True)
    write_onnx(quantise(model.cpu().eval()), folder / 'model.onnx', fold=False)
    for name in TOKENIZER:
        shutil.copyfile(job.base / name, folder / name)
    write_json(folder / 'model.json', dict(read_settings(job.base), name='small'))
    say(f'model.onnx {(folder / "model.onnx").stat().st_size} bytes')


def fingerprint(config: SmallConfig, packed: pathlib.Path, base: pathlib.Path) -> str:
    """Of all that the outcome depends on."""
    parts = [json.dumps(dataclasses.asdict(config), sort_keys=True).encode(), packed.read_bytes(), (base / 'model.onnx').read_bytes()]
    return hashlib.sha256(b''.join(hashlib.sha256(part).digest() for part in parts)).hexdigest()[:16]
