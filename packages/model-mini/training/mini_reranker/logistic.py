"""Weighted logistic regression, and how well probabilities are calibrated."""
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
RIDGE = 1e-6


def sigmoid(x: Floats) -> Floats:
    """The logistic function."""
    return 1 / (1 + np.exp(-x))


def fit_logistic(x: Floats, labels: Floats, weights: Floats, steps: int = 50) -> Floats:
    """Coefficients of the columns of x [n, k] and a bias, [k + 1], by Newton's method with a small ridge."""
    x = np.column_stack([x, np.ones(len(x))])
    beta = np.zeros(x.shape[1])
    for _ in range(steps):
        p = sigmoid(x @ beta)
        gradient = x.T @ (weights * (labels - p)) - RIDGE * beta
        hessian = (x * (weights * p * (1 - p))[:, None]).T @ x + RIDGE * np.eye(x.shape[1])
        beta = beta + np.linalg.solve(hessian, gradient)
    return beta


def reliability(p: Floats, labels: Floats, weights: Floats, bins: int = 10) -> tuple[float, list[list[float]]]:
    """Expected calibration error (Guo et al., On calibration of modern neural networks, 2017), and its bins.

    Each bin is [mean probability, share relevant, share of the weight].
    """
    table, error = [], 0.0
    places = np.minimum((p * bins).astype(int), bins - 1)
    for place in range(bins):
        here = places == place
        if here.any():
            mean, share = np.average(p[here], weights=weights[here]), np.average(labels[here], weights=weights[here])
            weight = weights[here].sum() / weights.sum()
            error += weight * abs(mean - share)
            table.append([round(float(value), 4) for value in (mean, share, weight)])
    return float(error), table
