"""The small model: what the feature model says, plus what a transformer adds to it, which at first is nothing."""
import torch
import torch.nn as nn
from torch import Tensor

from ..graph import Graph
from .encoder import Encoder


class Residual(nn.Module):
    """Takes the inputs of the exported graph and gives logits float32 [pairs, 1]."""

    def __init__(self, graph: Graph, encoder: Encoder) -> None:
        """The feature model stays as it is."""
        super().__init__()
        self.graph, self.encoder = graph.requires_grad_(False), encoder
        self.head = nn.Linear(encoder.last.normalized_shape[0], 1)
        nn.init.zeros_(self.head.weight)
        nn.init.zeros_(self.head.bias)

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> Tensor:
        """Logits [P, 1]."""
        base: Tensor = self.graph(input_ids, attention_mask, token_type_ids)
        added: Tensor = self.head(self.encoder(input_ids, attention_mask, token_type_ids)[:, 0].float())
        return base + added * self.graph.platt.scale

    def raw(self, *inputs: Tensor) -> Tensor:
        """[P] before the calibration, the scale that the listwise loss is taken on."""
        with torch.autocast(inputs[0].device.type, torch.bfloat16, enabled=inputs[0].is_cuda):
            added = self.head(self.encoder(*inputs)[:, 0].float())
        with torch.no_grad():
            base = self.graph(*inputs)
        total: Tensor = base[:, 0] / self.graph.platt.scale + added[:, 0].float()
        return total
