"""Tokenizer and configuration files, as Hugging Face's libraries read them: an uncased BERT cross-encoder."""
import json
import pathlib
from collections.abc import Sequence
from typing import Any

from .files import write_text
from .text.word_piece import MAX_WORD_CHARS, SPECIAL

MAX_TOKENS = 512


def write_tokenizer_files(folder: pathlib.Path, vocabulary: Sequence[str]) -> None:
    """Writes everything but the graph."""
    names = dict(unk_token='[UNK]', sep_token='[SEP]', pad_token='[PAD]', cls_token='[CLS]', mask_token='[MASK]')
    files: dict[str, Any] = {
        'tokenizer.json': tokenizer_json(vocabulary),
        'tokenizer_config.json': dict(tokenizer_class='BertTokenizer', do_lower_case=True, strip_accents=None,
                                      tokenize_chinese_chars=True, model_max_length=MAX_TOKENS, **names),
        'special_tokens_map.json': names,
        'config.json': dict(model_type='bert', architectures=['BertForSequenceClassification'], num_labels=1,
                            id2label={'0': 'LABEL_0'}, label2id={'LABEL_0': 0}, max_position_embeddings=MAX_TOKENS,
                            vocab_size=len(vocabulary), type_vocab_size=2, pad_token_id=0),
    }
    for name, body in files.items():
        text = json.dumps(body, ensure_ascii=False, indent=None if name == 'tokenizer.json' else 2) + '\n'
        write_text(folder / name, text)


def tokenizer_json(vocabulary: Sequence[str]) -> dict[str, Any]:
    """The body of tokenizer.json."""
    single = [_special('[CLS]', 0), _sequence('A', 0), _special('[SEP]', 0)]
    pair = [*single, _sequence('B', 1), _special('[SEP]', 1)]
    added = [dict(id=number, content=token, single_word=False, lstrip=False, rstrip=False, normalized=False, special=True)
             for number, token in enumerate(SPECIAL)]
    tokens = {token: dict(id=token, ids=[SPECIAL.index(token)], tokens=[token]) for token in ('[CLS]', '[SEP]')}
    return dict(
        version='1.0', truncation=None, padding=None, added_tokens=added,
        normalizer=dict(type='BertNormalizer', clean_text=True, handle_chinese_chars=True, strip_accents=None, lowercase=True),
        pre_tokenizer=dict(type='BertPreTokenizer'),
        post_processor=dict(type='TemplateProcessing', single=single, pair=pair, special_tokens=tokens),
        decoder=dict(type='WordPiece', prefix='##', cleanup=True),
        model=dict(type='WordPiece', unk_token='[UNK]', continuing_subword_prefix='##',
                   max_input_chars_per_word=MAX_WORD_CHARS, vocab={piece: number for number, piece in enumerate(vocabulary)}))


def _special(token: str, kind: int) -> dict[str, Any]:
    return dict(SpecialToken=dict(id=token, type_id=kind))


def _sequence(name: str, kind: int) -> dict[str, Any]:
    return dict(Sequence=dict(id=name, type_id=kind))
