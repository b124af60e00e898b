"""What a training text shares with evaluation collections, by windows of eight words (shingles).

Broder, On the resemblance and containment of documents, 1997.
"""
import collections
import dataclasses
import pathlib
from collections.abc import Iterable, Sequence

from .files import read_jsonl
from .text.basic_tokens import basic_tokens
from .text.index_terms import index_terms

SHINGLE_WORDS = 8
LEAST_SHINGLES = 5
"""Texts with fewer overlap with nothing: of so few, half are soon shared by chance."""
MAX_CHARS = 6000
NEAR_SHARE = 0.8
"""Of the stems of both queries together, from which they are nearly equal."""


def shingles(words: Sequence[str]) -> set[int]:
    """Hashes of the windows of a list of words; none where there are fewer than eight words."""
    return {hash(tuple(words[at:at + SHINGLE_WORDS])) for at in range(len(words) - SHINGLE_WORDS + 1)}


def passage_shingles(text: str) -> set[int]:
    """Shingles of the first 6,000 characters of a text."""
    return shingles(basic_tokens(text[:MAX_CHARS]))


def normalised(text: str) -> str:
    """A text as its tokens, for comparison."""
    return ' '.join(basic_tokens(text))


@dataclasses.dataclass
class Exclusion:
    """Text of evaluation collections that training must not see."""

    documents_of: dict[int, list[int]] = dataclasses.field(default_factory=lambda: collections.defaultdict(list))
    """Numbers of the documents that hold a shingle."""
    sizes: list[int] = dataclasses.field(default_factory=list)
    """Number of shingles by document."""
    exact: set[str] = dataclasses.field(default_factory=set)
    """Normalised queries and titles."""
    stems: list[set[str]] = dataclasses.field(default_factory=list)
    """Index terms of each query."""

    def add_document(self, text: str, title: str = '') -> None:
        """Excludes a document's text, and its title as a query."""
        found = passage_shingles(text)
        for shingle in found:
            self.documents_of[shingle].append(len(self.sizes))
        self.sizes.append(len(found))
        if normalised(title):
            self.exact.add(normalised(title))

    def add_query(self, text: str) -> None:
        """Excludes a query."""
        if normalised(text):
            self.exact.add(normalised(text))
        self.stems.append(set(index_terms(text)))

    def has_passage(self, passage: str) -> bool:
        """Whether a passage and a document share more than half of the shingles of either."""
        own = passage_shingles(passage)
        if len(own) < LEAST_SHINGLES:
            return False
        shared: collections.Counter[int] = collections.Counter()
        known = 0
        for shingle in own:
            documents = self.documents_of.get(shingle)
            if documents:
                known += 1
                shared.update(documents)
        return known > 0.5 * len(own) or any(
            self.sizes[document] >= LEAST_SHINGLES and count > 0.5 * self.sizes[document]
            for document, count in shared.items())

    def has_query(self, query: str) -> bool:
        """Whether a query equals an evaluation query or a title, but for case, accents and spaces."""
        return normalised(query) in self.exact

    def has_near_query(self, query: str) -> bool:
        """Whether a query shares four fifths of its stems with an evaluation query; never a query of one stem."""
        own = set(index_terms(query))
        return len(own) > 1 and any(len(own & stems) >= NEAR_SHARE * len(own | stems) for stems in self.stems if stems)


def read_exclusion(folders: Iterable[pathlib.Path]) -> Exclusion:
    """The text of evaluation collections in BEIR layout."""
    exclusion = Exclusion()
    for folder in folders:
        for row in read_jsonl(folder / 'corpus.jsonl'):
            exclusion.add_document(row.get('text') or '', row.get('title') or '')
        for row in read_jsonl(folder / 'queries.jsonl'):
            exclusion.add_query(row['text'])
    return exclusion
