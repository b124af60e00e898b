"""Weights of 8 bits with one scale a row, which the exported graph turns back into numbers when it is loaded or looks them up."""
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch import Tensor

from .residual import Residual


class RoundedLinear(nn.Module):
    """A linear layer of rounded weights."""

    rounded: Tensor
    scale: Tensor

    def __init__(self, linear: nn.Linear) -> None:
        super().__init__()
        self.bias = linear.bias
        _round(self, linear.weight)

    def forward(self, x: Tensor) -> Tensor:
        return F.linear(x, self.rounded.float() * self.scale, self.bias)


class RoundedEmbedding(nn.Module):
    """An embedding of rounded rows."""

    rounded: Tensor
    scale: Tensor

    def __init__(self, embedding: nn.Embedding) -> None:
        super().__init__()
        _round(self, embedding.weight)

    def forward(self, ids: Tensor) -> Tensor:
        return self.rounded[ids].float() * self.scale[ids]


def quantise(model: Residual) -> Residual:
    """Rounds the encoder's weights in place, but for its norms."""
    for parent in list(model.encoder.modules()):
        for name, child in list(parent.named_children()):
            if isinstance(child, nn.Linear):
                setattr(parent, name, RoundedLinear(child))
            elif isinstance(child, nn.Embedding):
                setattr(parent, name, RoundedEmbedding(child))
    return model


def _round(module: nn.Module, weight: Tensor) -> None:
    values = weight.detach()
    scale = values.abs().amax(1, keepdim=True).clamp(min=1e-9) / 127
    module.register_buffer('rounded', torch.round(values / scale).to(torch.int8))
    module.register_buffer('scale', scale)
