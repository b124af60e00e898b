"""A recipe for a few steps on invented words."""
import contextlib
import dataclasses
import gzip
import io
import json
import pathlib
import random
import tempfile
import unittest

from mini_reranker.config import Config, read_config
from mini_reranker.context import Context
from mini_reranker.pipeline import run_step

ROOT = pathlib.Path(__file__).parent.parent
STEPS = 40


class MadeUpRecipe(unittest.TestCase):
    """Has a folder of its own, and a recipe in it that was run up to the exported model."""

    def setUp(self) -> None:
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = pathlib.Path(holder.name)
        write_pairs(self.folder / 'data' / 'made-up')
        self.recipe = Context(config=tiny_config(), data=self.folder / 'data', work=self.folder / 'work', model=self.folder / 'model')
        with contextlib.redirect_stderr(io.StringIO()):
            run_step('export', self.recipe)


def tiny_config() -> Config:
    """The smoke recipe on one made-up set, for a few steps."""
    config = read_config(ROOT / 'configs' / 'smoke.json')
    train = dataclasses.replace(config.train, steps=STEPS, batch=4, checkpoint_every=5)
    return dataclasses.replace(
        config, train=train, sets=[dataclasses.replace(config.sets[0], name='made-up', share=1)],
        prepare=dataclasses.replace(config.prepare, groups=1), vocabulary=dataclasses.replace(config.vocabulary, learnt_pieces=900),
        embed=dataclasses.replace(config.embed, dimensions=16))


def write_pairs(folder: pathlib.Path) -> None:
    """Three hundred passages of forty words each, with one query each."""
    folder.mkdir(parents=True)
    rng = random.Random(0)
    words = [''.join(rng.choices('bcdfgklmnprst', k=3)) + rng.choice('aeiou') for _ in range(400)]
    with gzip.open(folder / 'pairs.jsonl.gz', 'wt') as file:
        for number in range(300):
            passage = rng.choices(words, k=40)
            row = dict(query=' '.join(rng.sample(passage, 4)), passage=' '.join(passage), group=f'g{number}', title='')
            file.write(json.dumps(row) + '\n')
