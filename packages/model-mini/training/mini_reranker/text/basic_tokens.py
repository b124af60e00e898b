"""BERT's BasicTokenizer with lower casing, as the exported tokenizer.json does it.

Training and inference must see the same words: control characters are dropped, CJK ideographs stand
alone, accents are stripped (NFD, then category Mn removed), and text is split on white space and on
punctuation. ASCII symbols count as punctuation; other symbols, such as the euro sign, do not.
"""
import re
import unicodedata

_ASCII_WORDS = re.compile(r'[a-z0-9]+|[!-/:-@\[-`{-~]')
_IDEOGRAPHS = ((0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2CEAF), (0xF900, 0xFAFF),
               (0x2F800, 0x2FA1F))
_kinds: dict[str, str] = {}


def is_cjk(char: str) -> bool:
    """Whether a character is of the ideograph blocks that BERT surrounds with spaces."""
    return any(low <= ord(char) <= high for low, high in _IDEOGRAPHS)


def is_punctuation(char: str) -> bool:
    """BERT's notion of punctuation: every ASCII sign that is no letter or digit, and the categories P*."""
    code = ord(char)
    if 33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126:
        return True
    return unicodedata.category(char).startswith('P')


def strip_accents(text: str) -> str:
    """The text in NFD without non-spacing marks."""
    return ''.join(char for char in unicodedata.normalize('NFD', text) if unicodedata.category(char) != 'Mn')


def basic_tokens(text: str) -> list[str]:
    """Lower-cased words, punctuation signs and single ideographs of a text, in order."""
    if text.isascii():
        text = text.lower()
        if text.isprintable():
            return _ASCII_WORDS.findall(text)
    else:
        text = strip_accents(text).lower()
    tokens: list[str] = []
    word: list[str] = []
    for char in text:
        kind = _kind(char)
        if kind == 'w':
            word.append(char)
        elif kind:
            if word:
                tokens.append(''.join(word))
                word = []
            if kind == '1':
                tokens.append(char)
    if word:
        tokens.append(''.join(word))
    return tokens


def _kind(char: str) -> str:
    """'' is dropped, ' ' is white space, '1' stands alone, 'w' is part of a word."""
    kind = _kinds.get(char)
    if kind is None:
        kind = _kinds[char] = _find_kind(char)
    return kind


def _find_kind(char: str) -> str:
    category = unicodedata.category(char)
    if char in '\t\n\r' or category == 'Zs':
        return ' '
    if ord(char) in (0, 0xFFFD) or category in ('Cc', 'Cf', 'Cs', 'Co', 'Cn'):
        return ''
    return '1' if is_cjk(char) or is_punctuation(char) else 'w'
