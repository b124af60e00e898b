"""What BM25 and the overlap filter see of a text."""
from .basic_tokens import basic_tokens, is_punctuation
from .porter_stemmer import stem

STOP_WORDS = frozenset('a an and are as at be but by for if in into is it no not of on or such that the '
                       'their then there these they this to was will with'.split())


def index_terms(text: str) -> list[str]:
    """Stems of the content words of a text, in order: no stop words, no punctuation."""
    return [stem(word) for word in basic_tokens(text) if word not in STOP_WORDS and not is_punctuation(word[0])]
