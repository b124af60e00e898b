"""Single characters that keep words of other scripts out of [UNK], so that exact matching works on them.

The main alphabets by their Unicode blocks, and the common ideographs: level 1 of GB 2312, Big5 and JIS X 0208, from
Python's codec tables. No text is needed for either.
"""
import unicodedata

from .text.basic_tokens import is_cjk, strip_accents

_ALPHABETS = ((0x00C0, 0x024F), (0x0370, 0x04FF), (0x0530, 0x06FF), (0x0900, 0x09FF), (0x0B80, 0x0BFF),
              (0x0C00, 0x0C7F), (0x0E00, 0x0E7F), (0x10A0, 0x1112), (0x1161, 0x1175), (0x11A8, 0x11C2), (0x3041, 0x30FF))
_IDEOGRAPHS = (('gb2312', (0xB0, 0xD7), (0xA1, 0xFE)), ('big5', (0xA4, 0xC6), (0x40, 0xFE)),
               ('euc_jp', (0xB0, 0xCF), (0xA1, 0xFE)))
"""Codec, range of lead bytes, range of trail bytes."""


def character_pieces() -> list[str]:
    """Letters and digits of the alphabets, each as a start and as a continuation, then the ideographs."""
    return [piece for char in _letters() for piece in (char, '##' + char)] + _ideographs()


def _letters() -> list[str]:
    """Characters that BERT's normalisation leaves as they are."""
    chars = [chr(code) for low, high in _ALPHABETS for code in range(low, high + 1)]
    return [char for char in chars if unicodedata.category(char) in ('Ll', 'Lo', 'Lm', 'Mc', 'Nd')
            and strip_accents(char).lower() == char]


def _ideographs() -> list[str]:
    found = set()
    for codec, leads, trails in _IDEOGRAPHS:
        for lead in range(leads[0], leads[1] + 1):
            for trail in range(trails[0], trails[1] + 1):
                char = bytes([lead, trail]).decode(codec, errors='ignore')
                if len(char) == 1 and is_cjk(char) and strip_accents(char) == char:
                    found.add(char)
    return sorted(found)
