"""A recipe's settings, read from a JSON file; every key is checked, none has a hidden default."""
import dataclasses
import json
import pathlib
from typing import Any, TypeVar

Section = TypeVar('Section')


@dataclasses.dataclass(frozen=True)
class DataSet:
    """One training set: the folder `<data>/<name>` holds its `pairs.jsonl.gz`."""

    name: str
    share: float
    """Of the training lists, before the shares are normalised."""
    max_queries: int
    """That candidates are mined for."""
    titled: bool = False
    """Half of the passages (those of even length) are read with their title before them."""
    near_queries: bool = False
    """Queries that nearly equal an evaluation query are dropped too, not only equal ones."""


@dataclasses.dataclass(frozen=True)
class Prepare:
    """Which pairs are kept."""

    groups: float
    """Share of the groups (articles, files) that is read, from 0 to 1."""
    exclude: list[str]
    """Evaluation collections whose text is kept out, by folder name under `--collections`."""


@dataclasses.dataclass(frozen=True)
class Vocabulary:
    """Of the WordPiece tokenizer."""

    learnt_pieces: int
    """With special tokens and alphabet, before the character pieces are appended."""


@dataclasses.dataclass(frozen=True)
class Embed:
    """Word vectors."""

    dimensions: int
    window: int
    """Tokens to either side that are counted."""
    shift: float
    """Its logarithm is subtracted from the mutual information."""
    smoothing: float
    """Exponent of the context counts."""
    subsample: float
    """Share of the text above which a class is thinned out, as word2vec's t."""
    seed: int


@dataclasses.dataclass(frozen=True)
class Anchor:
    """Plain BM25, added to the score of long queries once training is over; `anchor` says how."""

    factor: float
    """Of the share of BM25; 0 for none."""
    words: float
    """Content words up to which a query has no share."""


@dataclasses.dataclass(frozen=True)
class Train:
    """The scorer's training; `sampler` and `losses` say what the numbers mean."""

    steps: int
    batch: int
    """Lists a step."""
    list_size: int
    """Passages a list, the positive included."""
    learning_rate: float
    correction: float
    spans: float
    long_spans: float
    pointwise: float
    anchor: Anchor
    checkpoint_every: int
    """Steps from one checkpoint to the next."""


@dataclasses.dataclass(frozen=True)
class Calibrate:
    """The Platt fit."""

    queries_per_set: int


@dataclasses.dataclass(frozen=True)
class Check:
    """Checks of the exported files, on held-out queries."""

    queries_per_set: int
    """For parity and invariance, 100 pairs each."""
    ranked_per_set: int
    """For nDCG@10 and MRR@10 against BM25."""


@dataclasses.dataclass(frozen=True)
class Evaluate:
    """Development sets, scored in Python."""

    collections: list[str]


@dataclasses.dataclass(frozen=True)
class Config:
    """The whole recipe."""

    seed: int
    sets: list[DataSet]
    prepare: Prepare
    vocabulary: Vocabulary
    embed: Embed
    train: Train
    calibrate: Calibrate
    check: Check
    evaluate: Evaluate

    def names(self) -> list[str]:
        """Names of the training sets, in order."""
        return [data_set.name for data_set in self.sets]


def read_config(path: pathlib.Path, seed: int | None = None) -> Config:
    """The recipe in a JSON file, with another seed where one is given."""
    body = json.loads(path.read_text(encoding='utf-8'))
    sections: dict[str, Any] = {
        field.name: read_section(field.type, body.pop(field.name), f'{path.name}: {field.name}')
        for field in dataclasses.fields(Config) if field.name not in ('seed', 'sets') and field.name in body}
    sets = [read_section(DataSet, row, f'{path.name}: sets') for row in body.pop('sets')]
    chosen = body.pop('seed') if seed is None else seed
    body.pop('seed', None)
    return read_section(Config, dict(seed=chosen, sets=sets, **sections, **body), path.name)


def read_section(kind: Any, values: dict[str, Any], where: str) -> Any:
    """A dataclass of settings, with those inside it; a key that it does not have, or one that is missing, is named."""
    known = {field.name for field in dataclasses.fields(kind)}
    unknown = sorted(set(values) - known)
    if unknown:
        raise ValueError(f'{where} has no setting {", ".join(unknown)}; it has {", ".join(sorted(known))}')
    for field in dataclasses.fields(kind):
        if isinstance(values.get(field.name), dict) and dataclasses.is_dataclass(field.type):
            values[field.name] = read_section(field.type, values[field.name], f'{where}: {field.name}')
    try:
        return kind(**values)
    except TypeError as error:
        raise ValueError(f'{where}: {error}') from error
