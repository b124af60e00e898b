"""The job of the small size on made-up texts: from packed texts to an exported model that Node scores alike in every batch."""
import contextlib
import dataclasses
import io
import unittest

import torch

from mini_reranker.context import Context
from mini_reranker.files import read_json
from mini_reranker.networks import read_graph
from mini_reranker.small.check_small import check_small
from mini_reranker.small.encoder import Encoder
from mini_reranker.small.job import run_job
from mini_reranker.small.packed import pack, read_packed
from mini_reranker.small.quantise import quantise
from mini_reranker.small.residual import Residual
from mini_reranker.small.settings import Shape, SmallConfig, read_small_config

from .made_up import ROOT, MadeUpRecipe

IDS = torch.tensor([[2, 100, 101, 3, 100, 102, 3, 0], [2, 103, 3, 103, 104, 105, 106, 3]])
TYPES = torch.tensor([[0, 0, 0, 0, 1, 1, 1, 0], [0, 0, 0, 1, 1, 1, 1, 1]])
INPUTS = (IDS, (IDS > 0).long(), TYPES)


class Small(MadeUpRecipe):
    def setUp(self) -> None:
        super().setUp()
        with contextlib.redirect_stderr(io.StringIO()):
            pack(self.recipe.work, self.folder / 'packed.npz')

    def test_the_job_ends_in_a_model_and_is_not_done_twice(self) -> None:
        said = self.run_job()
        self.assertIn('rank 4/4', said)
        found = check_small(self.folder / 'small' / 'model', self.recipe.model, self.recipe.work, 'node', 3)
        self.assertGreater(found['moved'], 0)
        measured = read_json(self.folder / 'small' / 'small.json')['held_out']
        self.assertEqual(measured['student']['features'], measured['teacher']['features'])
        again = self.run_job()
        self.assertIn('student: done before', again)
        self.assertNotIn('rank', again)

    def test_an_untrained_residual_scores_as_the_feature_model(self) -> None:
        model = self.untrained()
        with torch.no_grad():
            self.assertTrue(torch.equal(model(*INPUTS), model.graph(*INPUTS)))
            torch.testing.assert_close(model.raw(*INPUTS) * model.graph.platt.scale, model.graph(*INPUTS)[:, 0])

    def test_weights_of_8_bits_are_off_by_half_a_step_at_most(self) -> None:
        model = self.untrained()
        exact = model.encoder.layers[0].up.weight.detach().clone()
        rounded = quantise(model).encoder.layers[0].up
        self.assertLessEqual(float(((rounded.rounded.float() * rounded.scale - exact).abs() / rounded.scale).max()), 0.5 + 1e-4)

    def test_packed_texts_are_read_back(self) -> None:
        part = read_packed(self.folder / 'packed.npz')['made-up']
        self.assertEqual((len(part.passages), len(part.queries)), (300, len(part.candidates)))
        self.assertEqual({len(row) for row in part.positives}, {1})

    def untrained(self) -> Residual:
        torch.manual_seed(0)
        graph = read_graph(self.recipe.model)
        return Residual(graph, Encoder(Shape(1, 16, 2), graph.idf_weight[:, 0])).eval()

    def run_job(self) -> str:
        with contextlib.redirect_stderr(io.StringIO()) as said:
            run_job(tiny_small(self.recipe), self.folder / 'packed.npz', self.recipe.model, self.folder / 'small', torch.device('cpu'))
        return said.getvalue()


def tiny_small(recipe: Context) -> SmallConfig:
    """The settings of the smoke run for a few steps."""
    config = read_small_config(ROOT / 'configs' / 'small-smoke.json')
    rank = dataclasses.replace(config.rank_student, steps=4, batch=2, pair_length=64)
    return dataclasses.replace(config, sets=recipe.config.sets, pretrain=dataclasses.replace(config.pretrain, steps=4, batch=4),
                               rank_student=rank, rank_teacher=dataclasses.replace(rank, distil=0.0))


if __name__ == '__main__':
    unittest.main()
