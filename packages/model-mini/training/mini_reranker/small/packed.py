"""The training texts as piece ids in one small file, so that they travel to a machine with a GPU."""
import pathlib
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from ..encode import EncodedSet
from ..files import read_pickle, write_whole
from ..mine import MinedSet
from ..progress import Progress
from ..text.word_piece import WordPiece

PASSAGE_PIECES, QUERY_PIECES = 320, 64
Array = npt.NDArray[Any]


def pack(work: pathlib.Path, target: pathlib.Path) -> None:
    """Writes the mined sets of a work folder of the recipe; ids are uint16, which a vocabulary of 24,896 pieces fits."""
    mined: dict[str, MinedSet] = read_pickle(work / 'mined.pkl')
    word_piece = WordPiece((work / 'vocab.txt').read_text(encoding='utf-8').splitlines())
    if len(word_piece.ids) > np.iinfo(np.uint16).max:
        raise SystemExit(f'{len(word_piece.ids)} pieces do not fit 16 bits')
    arrays: dict[str, Array] = {}
    progress = Progress('pack', len(mined))
    for name, part in mined.items():
        for kind, texts, limit in (('passages', part.passages, PASSAGE_PIECES), ('queries', part.queries, QUERY_PIECES)):
            _put(arrays, f'{name}/{kind}', [word_piece.encode(text, limit) for text in texts], np.uint16)
        _put(arrays, f'{name}/positives', part.positives, np.int32)
        arrays[f'{name}/candidates'], arrays[f'{name}/held'] = part.candidates, np.array(part.held)
        progress.advance(1, name)
    write_whole(target, lambda file: np.savez_compressed(file, **arrays))    # type: ignore[arg-type]


def read_packed(path: pathlib.Path) -> dict[str, EncodedSet]:
    """The sets, with piece ids in place of word numbers."""
    with np.load(path) as file:
        arrays = {key: file[key] for key in file.files}
    names = dict.fromkeys(key.split('/')[0] for key in arrays)
    return {name: EncodedSet(
        _take(arrays, f'{name}/passages'), _take(arrays, f'{name}/queries'), arrays[f'{name}/candidates'],
        [row.tolist() for row in _take(arrays, f'{name}/positives')], arrays[f'{name}/held']) for name in names}


def _put(arrays: dict[str, Array], key: str, rows: Sequence[Sequence[int]], kind: Any) -> None:
    arrays[key] = np.array([value for row in rows for value in row], kind)
    arrays[key + '/lengths'] = np.array([len(row) for row in rows], np.int32)


def _take(arrays: dict[str, Array], key: str) -> list[Array]:
    return np.split(arrays[key].astype(np.int32), np.cumsum(arrays[key + '/lengths'])[:-1])
