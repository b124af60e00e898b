"""Token ids of pairs, padded, as the exported graph takes them."""
from collections.abc import Sequence

import torch
from torch import Tensor

from ..lexicon import Ids
from ..text.word_piece import CLS, SEP

Inputs = tuple[Tensor, Tensor, Tensor]
"""`input_ids`, `attention_mask`, `token_type_ids`: int64 [pairs, longest]."""


def pair_inputs(pairs: Sequence[tuple[Ids, Ids]], limit: int, device: torch.device) -> Inputs:
    """`[CLS] query [SEP] passage [SEP]`; of a pair longer than `limit` the passage is cut, and of a long query too what is over half."""
    rows = []
    for query, passage in pairs:
        first = [CLS, *query[:limit // 2].tolist(), SEP]
        rows.append((first, [*passage[:limit - len(first) - 1].tolist(), SEP]))
    width = max(len(first) + len(second) for first, second in rows)
    ids, types, mask = (torch.zeros(len(rows), width, dtype=torch.long) for _ in range(3))
    for number, (first, second) in enumerate(rows):
        length = len(first) + len(second)
        ids[number, :length] = torch.tensor(first + second)
        types[number, len(first):length] = 1
        mask[number, :length] = 1
    return ids.to(device), mask.to(device), types.to(device)
