"""Settings of the small size, read from a JSON file; every key is checked."""
import dataclasses
import json
import pathlib

from ..config import DataSet, read_section


@dataclasses.dataclass(frozen=True)
class Shape:
    """Of an encoder."""

    layers: int
    width: int
    heads: int


@dataclasses.dataclass(frozen=True)
class Pretrain:
    """Masked-language training on the passages."""

    steps: int
    batch: int
    """Passages a step."""
    length: int
    """Pieces read of a passage."""
    learning_rate: float


@dataclasses.dataclass(frozen=True)
class Rank:
    """Listwise training; the sampler and the losses of the feature model say what the numbers mean."""

    steps: int
    batch: int
    list_size: int
    learning_rate: float
    correction: float
    spans: float
    long_spans: float
    pair_length: int
    """Pieces of a pair, special ones included; a passage is cut to what the query leaves."""
    average: float
    """Decay of the average of the weights that is kept."""
    distil: float
    """Share of the teacher's distribution in the loss; 0 where there is no teacher."""


@dataclasses.dataclass(frozen=True)
class SmallConfig:
    """The recipe of the small size; the teacher is larger, trained the same way and not shipped."""

    seed: int
    sets: list[DataSet]
    checkpoint_every: int
    """Steps from one checkpoint to the next."""
    held_out_queries: int
    """A set, that the outcome is measured on."""
    teacher: Shape
    student: Shape
    pretrain: Pretrain
    rank_teacher: Rank
    rank_student: Rank


def read_small_config(path: pathlib.Path) -> SmallConfig:
    """The settings in a JSON file."""
    body = json.loads(path.read_text(encoding='utf-8'))
    sets = [read_section(DataSet, row, f'{path.name}: sets') for row in body.pop('sets')]
    config: SmallConfig = read_section(SmallConfig, dict(body, sets=sets), path.name)
    return config
