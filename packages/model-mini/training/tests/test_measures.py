"""Metrics, the overlap filter, the correction for sampling and the logistic fit."""
import math
import unittest

import numpy as np

from mini_reranker.logistic import fit_logistic, reliability, sigmoid
from mini_reranker.metrics import dcg, first_stage_order, ndcg, reciprocal_rank, zscore
from mini_reranker.negatives import draw_negatives
from mini_reranker.overlap import Exclusion, shingles
from mini_reranker.queries import cut_span


class Metrics(unittest.TestCase):
    def test_ndcg(self) -> None:
        # Gains 0, 1, 2 at ranks 1, 2, 3: 1 / log2(3) + 2 / log2(4); at best 2 + 1 / log2(3).
        ideal = 2 + 1 / math.log2(3)
        self.assertAlmostEqual(dcg([2, 1, 0]), ideal)
        self.assertAlmostEqual(ndcg([0, 1, 2], ideal, first_stage_order([0, 1, 2])), (1 / math.log2(3) + 1) / ideal)
        self.assertAlmostEqual(ndcg([0, 1, 2], ideal, [0.1, 0.2, 0.3]), 1.0)
        self.assertEqual(ndcg([], 1.0, []), 0.0)

    def test_ties_keep_the_order_and_ten_places_count(self) -> None:
        self.assertEqual(reciprocal_rank([0, 1], [5.0, 5.0]), 0.5)
        self.assertEqual(reciprocal_rank([0] * 10 + [1], first_stage_order([0] * 11)), 0.0)

    def test_zscore(self) -> None:
        self.assertAlmostEqual(float(zscore([1.0, 3.0])[1]), 1.0, places=5)
        self.assertEqual(zscore([2.0, 2.0]).tolist(), [0.0, 0.0])


class Overlap(unittest.TestCase):
    words = [f'w{number}' for number in range(30)]

    def test_shingles_are_windows_of_eight_words(self) -> None:
        self.assertEqual(len(shingles(self.words)), 23)
        self.assertEqual(shingles(self.words[:7]), set())

    def test_more_than_half_of_either_text(self) -> None:
        exclusion = Exclusion()
        exclusion.add_document(' '.join(self.words), title='A Title')
        more = [f'x{number}' for number in range(60)]
        # Nineteen of 23 shingles of the document; then two of them, in a long passage.
        self.assertTrue(exclusion.has_passage(' '.join(self.words[:26] + more)))
        self.assertFalse(exclusion.has_passage(' '.join(self.words[:9] + more)))
        self.assertFalse(exclusion.has_passage('too short to say'))
        self.assertTrue(exclusion.has_query('a   TITLE'))

    def test_near_queries(self) -> None:
        exclusion = Exclusion()
        exclusion.add_query('symptoms of lung cancer in smokers')
        self.assertTrue(exclusion.has_near_query('lung cancers: symptom, smoker'))
        self.assertFalse(exclusion.has_near_query('lung cancer'))
        self.assertFalse(exclusion.has_near_query('lung'))


class Sampling(unittest.TestCase):
    def test_rates_are_the_inverse_shares(self) -> None:
        # Three of the best twelve, four of the other 48.
        ranks, rates = draw_negatives(60, 7, np.random.default_rng(0))
        self.assertEqual(len(set(ranks.tolist())), 7)
        self.assertTrue(all(rank < 12 for rank in ranks[:3]) and all(rank >= 12 for rank in ranks[3:]))
        np.testing.assert_allclose(np.exp(rates), [1, 4, 4, 4, 12, 12, 12, 12])

    def test_a_span_is_cut_out_of_its_passage(self) -> None:
        passage = np.arange(1, 41, dtype=np.int32)
        for seed in range(20):
            cut = cut_span(passage, False, np.random.default_rng(seed))
            if cut is not None:
                self.assertFalse(set(cut[0].tolist()) & set(cut[1].tolist()))
                self.assertTrue(5 <= 40 - len(cut[1]) < 16)
        self.assertIsNone(cut_span(passage[:24], False, np.random.default_rng(0)))


class Logistic(unittest.TestCase):
    def test_finds_the_line_that_made_the_labels(self) -> None:
        rng = np.random.default_rng(0)
        x = rng.normal(size=(20000, 2))
        labels = (rng.random(20000) < sigmoid(x @ [2.0, -1.0] + 0.5)).astype(float)
        beta = fit_logistic(x, labels, np.ones(20000))
        np.testing.assert_allclose(beta, [2.0, -1.0, 0.5], atol=0.1)
        self.assertLess(reliability(sigmoid(x @ beta[:2] + beta[2]), labels, np.ones(20000))[0], 0.02)


if __name__ == '__main__':
    unittest.main()
