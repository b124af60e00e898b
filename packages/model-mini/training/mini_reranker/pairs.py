"""Token ids of pairs, as the exported graph takes them: `[CLS] query [SEP] document [SEP]`."""
from collections.abc import Sequence

import torch
from torch import Tensor

from .text.word_piece import CLS, SEP

Inputs = tuple[Tensor, Tensor, Tensor]
"""`input_ids`, `attention_mask`, `token_type_ids`: int64 [pairs, longest]."""


def pair_ids(query: Sequence[int], document: Sequence[int], limit: int) -> list[int]:
    """One pair; of a longer one than `limit` the end is cut, and the last [SEP] stays."""
    ids = [CLS, *query, SEP, *document, SEP]
    return ids if len(ids) <= limit else [*ids[:limit - 1], SEP]


def pair_inputs(pairs: Sequence[tuple[Sequence[int], Sequence[int]]], limit: int, device: torch.device) -> Inputs:
    """Pairs of piece ids, padded to the longest."""
    rows = [pair_ids(query, document, limit) for query, document in pairs]
    ids = torch.nn.utils.rnn.pad_sequence([torch.tensor(row) for row in rows], batch_first=True)
    places = torch.arange(ids.shape[1])[None]
    mask = (places < torch.tensor([len(row) for row in rows])[:, None]).long()
    types = (places >= torch.tensor([len(query) + 2 for query, _ in pairs])[:, None]).long() * mask
    return ids.to(device), mask.to(device), types.to(device)
