"""A made-up recipe's model is trained further on a made-up collection."""
import contextlib
import io
import json
import pathlib
import random
import unittest

import torch

from mini_reranker import finetune
from mini_reranker.export import load_graph
from mini_reranker.files import read_json
from mini_reranker.graph import Graph
from mini_reranker.networks import read_graph, read_pieces
from mini_reranker.text.word_piece import WordPiece
from mini_reranker.tune import encode_pairs

from .made_up import MadeUpRecipe

QUERIES, CANDIDATES, COMMON = 40, 40, 'zugozugo'


class Finetune(MadeUpRecipe):
    def setUp(self) -> None:
        super().setUp()
        write_collection(self.folder / 'collection')

    def test_a_model_folder_is_read_back_and_trained_further(self) -> None:
        with contextlib.redirect_stderr(io.StringIO()):
            self.assertLess(self.largest_difference(load_graph(self.recipe), read_graph(self.recipe.model)), 1e-5)
            self.finetune('tuned')
            found = read_json(self.folder / 'tuned' / 'finetune.json')
        self.assertEqual((found['queries'], found['held_out']), (32, 8))
        self.assertGreater(found['after'], found['before'])
        self.assertEqual(read_json(self.folder / 'tuned' / 'model.json')['name'], 'tuned')
        moved = self.largest_difference(read_graph(self.recipe.model), read_graph(self.folder / 'tuned'))
        self.assertTrue(found['epoch'] or found['corpus_idf'])
        self.assertGreater(moved, 1e-4)

    def test_what_cannot_be_trained_on_is_refused(self) -> None:
        with contextlib.redirect_stderr(io.StringIO()):
            with self.assertRaisesRegex(SystemExit, 'too few'):
                self.finetune('few', '--shard', '1/8')
            with self.assertRaisesRegex(SystemExit, 'choose another'):
                self.finetune('model')
            (self.recipe.model / 'networks.npz').unlink()
            with self.assertRaisesRegex(SystemExit, 'has no networks.npz'):
                self.finetune('none')
            with open(self.folder / 'collection' / 'run.trec', 'a') as run:
                run.write('\nq0 Q0 d99 0 99 made-up')
            with self.assertRaisesRegex(SystemExit, 'query q0 has the document d99, which .* does not have'):
                self.finetune('unknown')

    def finetune(self, out: str, *more: str) -> None:
        collection = self.folder / 'collection'
        finetune.main(['--model', str(self.recipe.model), '--collection', str(collection), '--run', str(collection / 'run.trec'),
                       '--out', str(self.folder / out), '--epochs', '4', '--rate', '0.01', *more])

    def largest_difference(self, one: Graph, other: Graph) -> float:
        pairs = encode_pairs(WordPiece(read_pieces(self.recipe.model)), 'baca deca', ['baca fici baca', 'goga deca lomo', 'nothing'])
        with torch.no_grad():
            return float((one(*pairs) - other(*pairs)).abs().max())


def write_collection(folder: pathlib.Path) -> None:
    """Queries with a rare word and one that stands again and again in every second document; the latter are relevant.

    A model that goes by rarity has it the wrong way round, so that there is something to learn.
    """
    (folder / 'qrels').mkdir(parents=True)
    rng = random.Random(1)
    words = [a + b + c + d for a in 'bdf' for b in 'aei' for c in 'cgl' for d in 'ao']
    own = {f'd{number}': f'{words[number]}{words[-number]}' for number in range(CANDIDATES)}
    documents = {name: [*rng.choices(words, k=24), *([COMMON] * 6 if number % 2 else [own[name]])]
                 for number, name in enumerate(own)}
    lines, judgments, run = [], ['query-id\tcorpus-id\tscore'], []
    for number in range(QUERIES):
        rare = own[f'd{2 * rng.randrange(CANDIDATES // 2)}']
        lines.append(json.dumps(dict(_id=f'q{number}', text=f'{COMMON} {rare}')))
        judgments += [f'q{number}\td{other}\t1' for other in range(1, CANDIDATES, 2)]
        run += [f'q{number} Q0 {name} {rank} {CANDIDATES - rank} made-up'
                for rank, name in enumerate(rng.sample(list(documents), CANDIDATES), 1)]
    (folder / 'queries.jsonl').write_text('\n'.join(lines))
    (folder / 'qrels' / 'train.tsv').write_text('\n'.join(judgments))
    (folder / 'run.trec').write_text('\n'.join(run))
    (folder / 'corpus.jsonl').write_text('\n'.join(
        json.dumps(dict(_id=name, title='', text=' '.join(text))) for name, text in documents.items()))


if __name__ == '__main__':
    unittest.main()
