"""The steps in order, what each needs, and whether what it made for the same settings is still there."""
import dataclasses
import hashlib
import json
import time
from collections.abc import Callable

from . import calibrate, check, embed, encode, evaluate, export, mine, prepare, train, vocabulary
from .config import Config
from .context import Context
from .files import read_json, write_json
from .progress import say


@dataclasses.dataclass(frozen=True)
class Step:
    """One step; `settings` are the parts of the recipe that its outcome depends on, beside those of its needs."""

    run: Callable[[Context], None]
    needs: tuple[str, ...]
    settings: Callable[[Config], object]


STEPS: dict[str, Step] = {
    'prepare': Step(prepare.run, (), lambda c: [c.names(), [s.near_queries for s in c.sets], vars(c.prepare)]),
    'vocabulary': Step(vocabulary.run, ('prepare',), lambda c: vars(c.vocabulary)),
    'mine': Step(mine.run, ('prepare',), lambda c: [[s.max_queries, s.titled] for s in c.sets]),
    'encode': Step(encode.run, ('vocabulary', 'mine'), lambda c: None),
    'embed': Step(embed.run, ('encode',), lambda c: vars(c.embed)),
    'train': Step(train.run, ('embed',), lambda c: [c.seed, [s.share for s in c.sets], dataclasses.asdict(c.train)]),
    'calibrate': Step(calibrate.run, ('train',), lambda c: vars(c.calibrate)),
    'export': Step(export.run, ('calibrate',), lambda c: None),
    'check': Step(check.run, ('export',), lambda c: vars(c.check)),
    'evaluate': Step(evaluate.run, ('train',), lambda c: vars(c.evaluate)),
}


def digest_of(name: str, context: Context) -> str:
    """Fingerprint of a step's settings, of its needs' and of the files that the recipe starts from."""
    step = STEPS[name]
    files = [(context.data / s / 'pairs.jsonl.gz').stat().st_size for s in context.config.names()] if not step.needs else []
    parts = [name, step.settings(context.config), [digest_of(need, context) for need in step.needs], files]
    if name == 'export':
        parts.append(str(context.model.resolve()))
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]


def run_step(name: str, context: Context, force: bool = False) -> None:
    """Runs a step after those it needs; one whose outcome for the same settings is there is passed over."""
    for need in STEPS[name].needs:
        run_step(need, context)
    digest = digest_of(name, context)
    stamp = context.work / 'stamps' / f'{name}.json'
    if not force and stamp.exists() and read_json(stamp)['digest'] == digest:
        say(f'{name}: done before')
        return
    _forget(name, context)
    say(f'{name} ...')
    started = time.monotonic()
    STEPS[name].run(context)
    seconds = round(time.monotonic() - started, 1)
    write_json(stamp, dict(digest=digest, seconds=seconds))
    say(f'{name}: {seconds} s')


def _forget(name: str, context: Context) -> None:
    """Removes the stamps of a step and of all that were made from its outcome."""
    (context.work / 'stamps' / f'{name}.json').unlink(missing_ok=True)
    for other, step in STEPS.items():
        if name in step.needs:
            _forget(other, context)


def run_all(context: Context, force: bool = False) -> None:
    """Every step; `force` runs them all again."""
    for name in STEPS:
        if name != 'evaluate' or context.config.evaluate.collections:
            run_step(name, context, force)
