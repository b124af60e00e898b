"""Fine-tuning for one's own domain: `python3 -m mini_reranker finetune`.

It takes a model folder and a judged collection, and writes a folder that `local:<folder>` loads. First the IDF of word pieces
is blended with that of the collection's corpus, as far as it helps; then the networks are trained (`tune`).
"""
import argparse
import pathlib
import shutil

import numpy as np
import torch

from .corpus_idf import adapt_idf
from .export import write_onnx
from .files import write_json
from .judged_query import JudgedQuery, read_judged
from .networks import read_graph, read_pieces, read_settings, write_networks
from .progress import say
from .text.word_piece import WordPiece
from .tune import TuneSettings, mean_ndcg, tune

HELD_EVERY = 5
"""Every fifth query is not trained on; it says which state is the best."""


def main(arguments: list[str]) -> None:
    """Reads the arguments, trains, writes the folder with a `finetune.json` in it, and says what was gained."""
    given = _parser().parse_args(arguments)
    torch.set_num_threads(given.threads)
    if given.out.resolve() == given.model.resolve():
        raise SystemExit('--out is the folder of --model: choose another, so that the model you start from stays')
    queries = choose_shard(read_judged(given.collection, given.run, given.split), given.shard)
    usable = [query for query in queries if 0 < sum(gain > 0 for gain in query.gains) < len(query.gains)]
    say(f'{len(queries)} judged queries, {len(usable)} of them with relevant and other candidates')
    if len(usable) < 2 * HELD_EVERY:
        raise SystemExit(f'{len(usable)} queries with relevant and other candidates are too few: at least '
                         f'{2 * HELD_EVERY} are needed, and some hundred to gain anything')
    graph, word_piece = read_graph(given.model), WordPiece(read_pieces(given.model))
    train, held = split(usable, given.seed)
    blend = float(read_settings(given.model).get('blend', 0))
    before = mean_ndcg(graph, held, word_piece, blend)
    share = adapt_idf(graph, given.collection, read_pieces(given.model), lambda: mean_ndcg(graph, held, word_piece, blend))
    tuned = tune(graph, train, held, word_piece, TuneSettings(given.epochs, given.rate, given.seed, blend))
    shutil.copytree(given.model, given.out, dirs_exist_ok=True)
    write_onnx(graph, given.out / 'model.onnx')
    write_networks(graph, given.out)
    write_json(given.out / 'model.json', dict(read_settings(given.model), name=given.out.name))
    write_json(given.out / 'finetune.json', dict(
        queries=len(train), held_out=len(held), blend=blend, before=before, after=tuned.after, corpus_idf=share,
        epoch=tuned.epoch, epochs=given.epochs, rate=given.rate, seed=given.seed))
    say(f'nDCG@10 on {len(held)} queries not trained on: {before:.4f} -> {tuned.after:.4f} '
        f'(corpus IDF {share}, epoch {tuned.epoch}); measure on queries that chose nothing before you use it')


def choose_shard(queries: list[JudgedQuery], shard: str) -> list[JudgedQuery]:
    """Every n-th query from the i-th on, for a shard "i/n", as `secondpass eval --shard` has it."""
    index, count = (int(number) for number in shard.split('/'))
    return queries[index - 1::count]


def split(queries: list[JudgedQuery], seed: int) -> tuple[list[JudgedQuery], list[JudgedQuery]]:
    """Queries to train on, and one in five that only choose."""
    order = np.random.default_rng(seed).permutation(len(queries))
    held = set(order[::HELD_EVERY].tolist())
    return ([query for place, query in enumerate(queries) if place not in held],
            [query for place, query in enumerate(queries) if place in held])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog='python3 -m mini_reranker finetune', description=__doc__)
    folder = pathlib.Path
    parser.add_argument('--model', type=folder, required=True, help='folder of the bundled model, or of one that the recipe made')
    parser.add_argument('--collection', type=folder, required=True, help='in BEIR layout: corpus.jsonl, queries.jsonl, qrels/')
    parser.add_argument('--run', type=folder, required=True, help='first stage as a TREC run; its candidates are trained on')
    parser.add_argument('--split', default='train', help='which judgments in qrels/ (default: train)')
    parser.add_argument('--shard', default='1/1', help='only every n-th query, from the i-th on: i/n (default: all)')
    parser.add_argument('--out', type=folder, required=True, help='folder for the new model')
    parser.add_argument('--epochs', type=int, default=4, help='lists of each query (default: 4)')
    parser.add_argument('--rate', type=float, default=2e-3, help='learning rate at the start (default: 0.002)')
    parser.add_argument('--seed', type=int, default=0, help='of the order and of the lists (default: 0)')
    parser.add_argument('--threads', type=int, default=1, help='of torch (default: 1)')
    return parser
