"""Step train: the scorer, by a listwise softmax with sampling-corrected negatives and a small pointwise term."""
import dataclasses
import hashlib
import json
from collections.abc import Mapping

import numpy as np
import torch

from .checkpoint import Checkpoint
from .context import Context
from .embed import read_embeddings
from .encode import EncodedSet, open_lexicon
from .files import read_pickle, write_json
from .lexicon import Words
from .losses import PointwiseLoss, listwise_loss
from .optimiser import Optimiser
from .progress import Progress, say
from .sampler import Sampler
from .torch_compat import choose_device, load_state, save_state
from .word_scorer import WordScorer

SHOWN = 200
"""Steps that the reported loss is a mean of."""


def run(context: Context) -> None:
    """Writes `scorer.pt`, the trained parameters, and the course of the loss to `train.json`.

    A checkpoint of the same recipe in the work folder is taken up.
    """
    torch.manual_seed(context.config.seed)
    model = WordScorer(open_lexicon(context).words(), read_embeddings(context))
    losses = train(model, read_pickle(context.work / 'train.pkl'), context)
    anchor = context.config.train.anchor
    model.core.anchor.copy_(torch.tensor([anchor.factor, anchor.words]))
    save_state(context.work / 'scorer.pt', model.cpu().state_dict())
    (context.work / 'checkpoint.pt').unlink(missing_ok=True)
    write_json(context.work / 'train.json', dict(losses=losses))


def load_scorer(context: Context, words: Words) -> WordScorer:
    """The trained scorer, for texts of these words."""
    model = WordScorer(words, read_embeddings(context))
    model.load_state_dict(load_state(context.work / 'scorer.pt'))
    return model


def train(model: WordScorer, encoded: Mapping[str, EncodedSet], context: Context) -> list[dict[str, float]]:
    """Trains for the recipe's steps; returns the mean loss, in nats, every 200 steps since the start or checkpoint."""
    config, device = context.config, choose_device(context.device)
    settings = config.train
    model.to(device)
    pointwise = PointwiseLoss().to(device)
    sampler = Sampler(encoded, config.sets, settings, config.seed)
    optimiser = Optimiser(model.core, pointwise, settings.learning_rate, settings.steps)
    checkpoint = Checkpoint(context.work / 'checkpoint.pt', fingerprint(context),
                            dict(scorer=model.core, pointwise=pointwise), optimiser, sampler.rng)
    start = checkpoint.resume()
    if start:
        say(f'train: taken up after step {start}')
    progress = Progress('train', settings.steps)
    progress.start_at(start)
    course: list[dict[str, float]] = []
    losses: list[float] = []
    for step in range(start, settings.steps):
        queries, documents, rates = (x.to(device) for x in sampler.batch())
        scores, norms = model(queries, documents)
        loss = listwise_loss(scores, rates, settings.correction)
        if settings.pointwise:
            loss = loss + settings.pointwise * pointwise(scores, norms, rates)
        optimiser.step(loss, step)
        losses.append(loss.item())
        done = step + 1
        progress.advance(1, f'loss {np.mean(losses[-SHOWN:]):.4f}')
        if done % SHOWN == 0 or done == settings.steps:
            course.append(dict(step=done, loss=round(float(np.mean(losses[-SHOWN:])), 4)))
        if done % settings.checkpoint_every == 0 and done < settings.steps:
            checkpoint.save(done)
    return course


def fingerprint(context: Context) -> str:
    """Of the recipe and of the vectors that it trains on."""
    vectors = (context.work / 'embeddings.npy').read_bytes()
    settings = json.dumps(dataclasses.asdict(context.config), sort_keys=True)
    return hashlib.sha256(settings.encode() + vectors).hexdigest()[:16]
