"""The tokeniser, WordPiece and the stemmer, on cases worked out by hand or by their papers."""
import unittest

from mini_reranker.byte_pairs import learn_pieces, merge_in
from mini_reranker.text.basic_tokens import basic_tokens
from mini_reranker.text.index_terms import index_terms
from mini_reranker.text.porter_stemmer import stem
from mini_reranker.text.word_piece import UNK, WordPiece


class BasicTokens(unittest.TestCase):
    def test_splits_as_bert_does(self) -> None:
        cases = {
            "Don't stop!": ['don', "'", 't', 'stop', '!'],
            'Caf\u00e9 na\u00efve': ['cafe', 'naive'],
            'price: \u20ac5': ['price', ':', '\u20ac5'],
            '\u5317\u4eacok': ['\u5317', '\u4eac', 'ok'],
            'a\u0000b\u200bc\td': ['abc', 'd'],
            '': [],
        }
        for text, tokens in cases.items():
            self.assertEqual(basic_tokens(text), tokens, text)


class Pieces(unittest.TestCase):
    def test_takes_the_longest_piece_first(self) -> None:
        word_piece = WordPiece(['[PAD]', '[UNK]', 'un', 'una', '##aff', '##able', '##ffable', '##ff'])
        self.assertEqual(word_piece.word('unaffable'), [3, 6])
        self.assertEqual(word_piece.word('unaffx'), [UNK])
        self.assertEqual(word_piece.word('un' * 60), [UNK])
        self.assertEqual(word_piece.encode('un unaffable', 2), [2, 3])

    def test_merges_the_most_frequent_pair(self) -> None:
        # In five "abab" and one "ac": a ##b 5 times, ##b ##a 5, ##a ##b 5, a ##c once, which is too seldom.
        self.assertEqual(learn_pieces([('abab', 5), ('ac', 1)], ['a', '##a', '##b', '##c'], 99),
                         ['a', '##a', '##b', '##c', '##ab', '##bab', 'abab'])
        self.assertEqual(merge_in(['a', '##a', '##a', '##a'], ('##a', '##a'), '##aa'), ['a', '##aa', '##a'])


class Stemmer(unittest.TestCase):
    def test_examples_of_porters_paper(self) -> None:
        cases = dict(caresses='caress', ponies='poni', cats='cat', feed='feed', agreed='agre', plastered='plaster', motoring='motor',
                     sing='sing', conflated='conflat', hopping='hop', falling='fall', filing='file', happy='happi', sky='sky',
                     relational='relat', rational='ration', digitizer='digit', hopefulness='hope', triplicate='triplic',
                     electrical='electr', revival='reviv', adoption='adopt', probate='probat', rate='rate', controlling='control',
                     roll='roll')
        for word, expected in cases.items():
            self.assertEqual(stem(word), expected, word)

    def test_leaves_other_words_alone(self) -> None:
        for word in ('is', 'caf\u00e9s', 'x86s', ''):
            self.assertEqual(stem(word), word)

    def test_index_terms_drop_stop_words_and_punctuation(self) -> None:
        self.assertEqual(index_terms('The cats, and the DOGS.'), ['cat', 'dog'])


if __name__ == '__main__':
    unittest.main()
