"""Plain PyTorch versions of the three families whose scores the golden fixtures hold: BERT, XLM-R / RoBERTa, and a
decoder like Qwen. Written out layer by layer, so that nothing but torch is needed and nothing is hidden."""
import math

import torch
from torch import nn

hidden, layers, heads, feed_forward = 32, 2, 4, 64
head_size = hidden // heads


def attend(query, key, value, bias):
    scores = query @ key.transpose(-1, -2) / math.sqrt(head_size) + bias
    return (scores.softmax(-1) @ value).transpose(1, 2).flatten(2)


def split_heads(states, count):
    return states.view(states.shape[0], states.shape[1], count, head_size).transpose(1, 2)


class EncoderLayer(nn.Module):
    def __init__(self):
        super().__init__()
        self.query, self.key, self.value, self.output = (nn.Linear(hidden, hidden) for _ in range(4))
        self.up, self.down = nn.Linear(hidden, feed_forward), nn.Linear(feed_forward, hidden)
        self.norm1, self.norm2 = nn.LayerNorm(hidden), nn.LayerNorm(hidden)

    def forward(self, states, bias):
        parts = [split_heads(part(states), heads) for part in (self.query, self.key, self.value)]
        states = self.norm1(states + self.output(attend(*parts, bias)))
        return self.norm2(states + self.down(nn.functional.gelu(self.up(states))))


class Encoder(nn.Module):
    """Embeddings and layers, the same in BERT and RoBERTa but for positions and token types."""

    def __init__(self, vocabulary, positions, types):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocabulary, hidden)
        self.position_embeddings = nn.Embedding(positions, hidden)
        self.token_type_embeddings = nn.Embedding(types, hidden)
        self.norm = nn.LayerNorm(hidden)
        self.layers = nn.ModuleList(EncoderLayer() for _ in range(layers))

    def forward(self, ids, mask, types, positions):
        states = self.word_embeddings(ids) + self.position_embeddings(positions) + self.token_type_embeddings(types)
        states = self.norm(states)
        bias = (1 - mask[:, None, None, :].to(states.dtype)) * -1e9
        for layer in self.layers:
            states = layer(states, bias)
        return states


class Bert(nn.Module):
    inputs = ("input_ids", "attention_mask", "token_type_ids")

    def __init__(self, vocabulary, positions):
        super().__init__()
        self.encoder = Encoder(vocabulary, positions, 2)
        self.pooler, self.classifier = nn.Linear(hidden, hidden), nn.Linear(hidden, 1)

    def forward(self, ids, mask, types):
        positions = torch.arange(ids.shape[1])[None, :].expand(ids.shape)
        return self.classifier(self.pooler(self.encoder(ids, mask, types, positions)[:, 0]).tanh())


class Roberta(nn.Module):
    """Positions count from the padding token's id, and skip padding. With `declares_positions` the caller gives them."""

    def __init__(self, vocabulary, positions, labels, pad_id=1, declares_positions=False):
        super().__init__()
        self.inputs = ("input_ids", "attention_mask", *(["position_ids"] if declares_positions else []))
        self.pad_id = pad_id
        self.encoder = Encoder(vocabulary, positions, 1)
        self.dense, self.out = nn.Linear(hidden, hidden), nn.Linear(hidden, labels)

    def forward(self, ids, mask, positions=None):
        if positions is None:
            real = (ids != self.pad_id).long()
            positions = real.cumsum(1) * real + self.pad_id
        return self.out(self.dense(self.encoder(ids, mask, torch.zeros_like(ids), positions)[:, 0]).tanh())


class TokenVectors(nn.Module):
    """A vector for each token: the states of BERT or, where positions begin behind the padding's id, of RoBERTa, projected."""

    inputs = ("input_ids", "attention_mask")

    def __init__(self, vocabulary, positions, dimensions, first_position=0):
        super().__init__()
        self.first_position = first_position
        self.encoder = Encoder(vocabulary, positions, 1)
        self.projection = nn.Linear(hidden, dimensions, bias=False)

    def forward(self, ids, mask):
        positions = torch.arange(ids.shape[1])[None, :].expand(ids.shape) + self.first_position
        return self.projection(self.encoder(ids, mask, torch.zeros_like(ids), positions))


class RootMeanSquareNorm(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(size))

    def forward(self, states):
        return states * torch.rsqrt(states.pow(2).mean(-1, keepdim=True) + 1e-6) * self.weight


def rotate(states, angles):
    first, second = states.chunk(2, -1)
    return states * angles.cos() + torch.cat((-second, first), -1) * angles.sin()


class DecoderLayer(nn.Module):
    key_heads = 2

    def __init__(self):
        super().__init__()
        size = self.key_heads * head_size
        self.query, self.output = nn.Linear(hidden, hidden, bias=False), nn.Linear(hidden, hidden, bias=False)
        self.key, self.value = nn.Linear(hidden, size, bias=False), nn.Linear(hidden, size, bias=False)
        self.gate, self.up = nn.Linear(hidden, feed_forward, bias=False), nn.Linear(hidden, feed_forward, bias=False)
        self.down = nn.Linear(feed_forward, hidden, bias=False)
        self.norm1, self.norm2 = RootMeanSquareNorm(hidden), RootMeanSquareNorm(hidden)

    def shared(self, states):
        """Each key head once for every query head of its group."""
        return states[:, :, None].expand(-1, -1, heads // self.key_heads, -1, -1).flatten(1, 2)

    def forward(self, states, bias, angles, past):
        normed = self.norm1(states)
        query = rotate(split_heads(self.query(normed), heads), angles)
        key = rotate(split_heads(self.key(normed), self.key_heads), angles)
        value = split_heads(self.value(normed), self.key_heads)
        if past is not None:
            key, value = torch.cat((past[0], key), 2), torch.cat((past[1], value), 2)
        attended = attend(query, self.shared(key), self.shared(value), bias)
        states = states + self.output(attended)
        normed = self.norm2(states)
        return states + self.down(nn.functional.silu(self.gate(normed)) * self.up(normed)), (key, value)


class Decoder(nn.Module):
    """Rotary positions, grouped keys, gated feed-forward, tied output. Padding may be on the left."""

    def __init__(self, vocabulary, with_past):
        super().__init__()
        self.with_past = with_past
        names = [f"{layer}.{part}" for layer in range(layers) for part in ("key", "value")] if with_past else []
        self.inputs = ("input_ids", "attention_mask", "position_ids", *(f"past_key_values.{name}" for name in names))
        self.outputs = ("logits", *(f"present.{name}" for name in names))
        self.embed_tokens = nn.Embedding(vocabulary, hidden)
        self.layers = nn.ModuleList(DecoderLayer() for _ in range(layers))
        self.norm = RootMeanSquareNorm(hidden)

    def forward(self, ids, mask, positions, *past):
        states = self.embed_tokens(ids)
        frequencies = 10_000.0 ** (-torch.arange(0, head_size, 2).to(states.dtype) / head_size)
        angles = positions.to(states.dtype)[:, None, :, None] * frequencies
        angles = torch.cat((angles, angles), -1)
        total, new = mask.shape[1], ids.shape[1]
        order = torch.arange(total)
        causal = order[None, :] <= order[total - new :][:, None]
        allowed = causal[None, None] & (mask[:, None, None, :] > 0)
        bias = (1 - allowed.to(states.dtype)) * -1e9
        present = []
        for index, layer in enumerate(self.layers):
            states, kept = layer(states, bias, angles, past[2 * index : 2 * index + 2] if past else None)
            present += kept
        logits = self.norm(states) @ self.embed_tokens.weight.T
        return (logits, *present) if self.with_past else logits


def seeded(model, seed):
    """Weights wide enough that scores spread over several units, so that 1e-4 means something."""
    generator = torch.Generator().manual_seed(seed)
    for name, weight in sorted(model.named_parameters()):
        if weight.dim() == 1 and "norm" in name and name.endswith("weight"):
            continue
        scale = 0.1 if weight.dim() == 1 else 1.0 if "embed" in name else 1.6 / math.sqrt(weight.shape[-1])
        weight.data = torch.randn(weight.shape, generator=generator) * scale
    return model.eval()
