"""What training minimises."""
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch import Tensor

BASE_RATE_NEGATIVES = 4
"""Weight of a list's negatives together, for a positive of weight 1: a base rate of 20%."""


def listwise_loss(scores: Tensor, rates: Tensor, correction: float) -> Tensor:
    """Softmax cross entropy of the positive, the first of each list, in nats.

    Scores and log inverse sampling rates are [B, n]; `correction` is the share of the rates that is added, from 0 to 1.
    """
    first = torch.zeros(len(scores), dtype=torch.long, device=scores.device)
    return F.cross_entropy(scores + correction * rates, first)


class PointwiseLoss(nn.Module):
    """Binary cross entropy of relevance on scale * score + slope * norm + bias; makes scores comparable across queries."""

    def __init__(self) -> None:
        super().__init__()
        self.coef = nn.Parameter(torch.tensor([0.3, 0.0, -4.0]))    # scale, slope, bias

    def forward(self, scores: Tensor, norms: Tensor, rates: Tensor) -> Tensor:
        """Mean loss by weight; all are [B, n]."""
        logits = scores * self.coef[0] + norms * self.coef[1] + self.coef[2]
        weights = torch.exp(rates)
        negatives = BASE_RATE_NEGATIVES * weights[:, 1:] / weights[:, 1:].sum(1, keepdim=True)
        weights = torch.cat([torch.ones_like(weights[:, :1]), negatives], 1)
        labels = torch.zeros_like(logits)
        labels[:, 0] = 1
        return F.binary_cross_entropy_with_logits(logits, labels, weight=weights, reduction='sum') / weights.sum()
