"""The Porter stemmer (An algorithm for suffix stripping, Program 14(3), 1980).

With the two departures of Porter's own later versions: `bli` for `abli`, and `logi` to `log`.
"""
_STEP_2 = sorted([
    ('ational', 'ate'), ('tional', 'tion'), ('enci', 'ence'), ('anci', 'ance'), ('izer', 'ize'), ('bli', 'ble'),
    ('alli', 'al'), ('entli', 'ent'), ('eli', 'e'), ('ousli', 'ous'), ('ization', 'ize'), ('ation', 'ate'),
    ('ator', 'ate'), ('alism', 'al'), ('iveness', 'ive'), ('fulness', 'ful'), ('ousness', 'ous'), ('aliti', 'al'),
    ('iviti', 'ive'), ('biliti', 'ble'), ('logi', 'log')], key=lambda rule: -len(rule[0]))
_STEP_3 = [('icate', 'ic'), ('ative', ''), ('alize', 'al'), ('iciti', 'ic'), ('ical', 'ic'), ('ful', ''), ('ness', '')]
_STEP_4 = sorted(['al', 'ance', 'ence', 'er', 'ic', 'able', 'ible', 'ant', 'ement', 'ment', 'ent', 'ion', 'ou', 'ism',
                  'ate', 'iti', 'ous', 'ive', 'ize'], key=lambda suffix: -len(suffix))
_stems: dict[str, str] = {}


def stem(word: str) -> str:
    """Stem of a lower-cased ASCII word; words of one or two letters, and all others, are returned unchanged."""
    found = _stems.get(word)
    if found is None:
        found = _stems[word] = _stem(word) if len(word) > 2 and word.isascii() and word.isalpha() else word
    return found


def _is_consonant(word: str, at: int) -> bool:
    if word[at] in 'aeiou':
        return False
    return word[at] != 'y' or at == 0 or not _is_consonant(word, at - 1)


def _measure(word: str) -> int:
    """Porter's m: how often a consonant follows a vowel."""
    kinds = [_is_consonant(word, at) for at in range(len(word))]
    return sum(not before and here for before, here in zip(kinds, kinds[1:]))


def _has_vowel(word: str) -> bool:
    return any(not _is_consonant(word, at) for at in range(len(word)))


def _ends_cvc(word: str) -> bool:
    """Porter's *o: consonant, vowel, consonant at the end, the last not w, x or y."""
    return (len(word) > 2 and _is_consonant(word, len(word) - 1) and not _is_consonant(word, len(word) - 2)
            and _is_consonant(word, len(word) - 3) and word[-1] not in 'wxy')


def _stem(word: str) -> str:
    word = _strip_plural_and_past(word)
    for rules in (_STEP_2, _STEP_3):
        word = _replace_suffix(word, rules)
    return _tidy(_strip_suffix(word))


def _strip_plural_and_past(word: str) -> str:
    if word.endswith(('sses', 'ies')):
        word = word[:-2]
    elif word.endswith('s') and not word.endswith('ss'):
        word = word[:-1]
    if word.endswith('eed'):
        if _measure(word[:-3]) > 0:
            word = word[:-1]
    elif word.endswith('ed') and _has_vowel(word[:-2]):
        word = _mend(word[:-2])
    elif word.endswith('ing') and _has_vowel(word[:-3]):
        word = _mend(word[:-3])
    if word.endswith('y') and _has_vowel(word[:-1]):
        word = word[:-1] + 'i'
    return word


def _mend(word: str) -> str:
    """The end of a word that has lost -ed or -ing: conflat(ed) gets its e back, hopp(ing) loses a p."""
    if word.endswith(('at', 'bl', 'iz')):
        return word + 'e'
    if len(word) > 1 and word[-1] == word[-2] and _is_consonant(word, len(word) - 1) and word[-1] not in 'lsz':
        return word[:-1]
    return word + 'e' if _measure(word) == 1 and _ends_cvc(word) else word


def _replace_suffix(word: str, rules: list[tuple[str, str]]) -> str:
    for suffix, other in rules:
        if word.endswith(suffix):
            rest = word[:-len(suffix)]
            return rest + other if _measure(rest) > 0 else word
    return word


def _strip_suffix(word: str) -> str:
    for suffix in _STEP_4:
        if word.endswith(suffix):
            rest = word[:-len(suffix)]
            return rest if _measure(rest) > 1 and (suffix != 'ion' or rest[-1] in 'st') else word
    return word


def _tidy(word: str) -> str:
    if word.endswith('e'):
        rest = word[:-1]
        if _measure(rest) > 1 or (_measure(rest) == 1 and not _ends_cvc(rest)):
            word = rest
    return word[:-1] if word.endswith('ll') and _measure(word[:-1]) > 1 else word
