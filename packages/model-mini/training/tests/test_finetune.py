"""A made-up recipe's model is trained further on a made-up collection."""
import contextlib
import io
import json
import pathlib
import random
import tempfile
import unittest

import torch

from mini_reranker import finetune
from mini_reranker.context import Context
from mini_reranker.export import load_graph
from mini_reranker.files import read_json
from mini_reranker.graph import Graph
from mini_reranker.networks import read_graph, read_pieces
from mini_reranker.pipeline import run_step
from mini_reranker.text.word_piece import WordPiece
from mini_reranker.tune import encode_pairs

from .test_resume import tiny_config, write_pairs

QUERIES, CANDIDATES = 40, 40


class Finetune(unittest.TestCase):
    def setUp(self) -> None:
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = pathlib.Path(holder.name)
        write_pairs(self.folder / 'data' / 'made-up')
        self.context = Context(config=tiny_config(), data=self.folder / 'data', work=self.folder / 'work', model=self.folder / 'model')
        write_collection(self.folder / 'collection')

    def test_a_model_folder_is_read_back_and_trained_further(self) -> None:
        with contextlib.redirect_stderr(io.StringIO()):
            run_step('export', self.context)
            self.assertLess(self.largest_difference(load_graph(self.context), read_graph(self.context.model)), 1e-5)
            self.finetune('tuned')
            found = read_json(self.folder / 'tuned' / 'finetune.json')
        self.assertEqual((found['queries'], found['held_out']), (32, 8))
        self.assertGreaterEqual(found['after'], found['before'])
        self.assertEqual(read_json(self.folder / 'tuned' / 'model.json')['name'], 'tuned')
        moved = self.largest_difference(read_graph(self.context.model), read_graph(self.folder / 'tuned'))
        self.assertEqual(moved > 1e-4, bool(found['epoch'] or found['corpus_idf']))

    def test_what_cannot_be_trained_on_is_refused(self) -> None:
        with contextlib.redirect_stderr(io.StringIO()):
            run_step('export', self.context)
            with self.assertRaisesRegex(SystemExit, 'too few'):
                self.finetune('few', '--shard', '1/8')
            with self.assertRaisesRegex(SystemExit, 'choose another'):
                self.finetune('model')
            (self.context.model / 'networks.npz').unlink()
            with self.assertRaisesRegex(SystemExit, 'has no networks.npz'):
                self.finetune('none')
            with open(self.folder / 'collection' / 'run.trec', 'a') as run:
                run.write('\nq0 Q0 d99 0 99 made-up')
            with self.assertRaisesRegex(SystemExit, 'query q0 has the document d99, which .* does not have'):
                self.finetune('unknown')

    def finetune(self, out: str, *more: str) -> None:
        collection = self.folder / 'collection'
        finetune.main(['--model', str(self.context.model), '--collection', str(collection), '--run', str(collection / 'run.trec'),
                       '--out', str(self.folder / out), '--epochs', '2', *more])

    def largest_difference(self, one: Graph, other: Graph) -> float:
        pairs = encode_pairs(WordPiece(read_pieces(self.context.model)), 'baca deca', ['baca fici baca', 'goga deca lomo', 'nothing'])
        with torch.no_grad():
            return float((one(*pairs) - other(*pairs)).abs().max())


def write_collection(folder: pathlib.Path) -> None:
    """Queries of invented words; the document that has most of them is relevant."""
    (folder / 'qrels').mkdir(parents=True)
    rng = random.Random(1)
    words = [a + b + c + d for a in 'bdf' for b in 'aei' for c in 'cgl' for d in 'ao']
    documents = {f'd{number}': rng.choices(words, k=30) for number in range(CANDIDATES)}
    lines, judgments, run = [], ['query-id\tcorpus-id\tscore'], []
    for number in range(QUERIES):
        relevant = rng.choice(list(documents))
        lines.append(json.dumps(dict(_id=f'q{number}', text=' '.join(rng.sample(documents[relevant], 4)))))
        judgments.append(f'q{number}\t{relevant}\t1')
        run += [f'q{number} Q0 {name} {rank} {CANDIDATES - rank} made-up'
                for rank, name in enumerate(rng.sample(list(documents), CANDIDATES), 1)]
    (folder / 'queries.jsonl').write_text('\n'.join(lines))
    (folder / 'qrels' / 'train.tsv').write_text('\n'.join(judgments))
    (folder / 'run.trec').write_text('\n'.join(run))
    (folder / 'corpus.jsonl').write_text('\n'.join(
        json.dumps(dict(_id=name, title='', text=' '.join(text))) for name, text in documents.items()))


if __name__ == '__main__':
    unittest.main()
