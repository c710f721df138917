"""A chance from signals: a logistic model, small enough to be fitted for each locale from its post-edits.

Source: Hosmer and Lemeshow, Applied Logistic Regression, 1.2 (fitting by Newton's method), with a ridge.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

_ROUNDS = 12
_STILL = 1e-9
"""A round that moves no weight further ends the fitting."""
_RIDGE = 1.0
"""Pulls weights to 0, as if so much was seen that speaks against them; in units of observations."""

Row = Sequence[float]


@dataclass(frozen=True, slots=True)
class Model:
    """means, scales: of the signals. weights: in logits for a standard deviation; the first stands alone."""

    means: tuple[float, ...]
    scales: tuple[float, ...]
    weights: tuple[float, ...]

    def chance(self, row: Row) -> float:
        """That the translation is good, in (0, 1)."""
        return _logistic(_dot(self.weights, _standard(row, self.means, self.scales)))


def fit(rows: Sequence[Row], good: Sequence[bool]) -> Model:
    """rows: signals, at least one. good: whether each was. Returns the model that makes them most likely."""
    columns = list(zip(*rows, strict=True))
    means = tuple(sum(column) / len(column) for column in columns)
    scales = tuple(_deviation(column, mean) or 1.0 for column, mean in zip(columns, means, strict=True))
    standard = [_standard(row, means, scales) for row in rows]
    weights = [0.0] * (len(columns) + 1)
    for _ in range(_ROUNDS):
        before, weights = weights, _step(standard, good, weights)
        if max(abs(now - then) for now, then in zip(weights, before, strict=True)) < _STILL:
            break
    return Model(means, scales, tuple(weights))


def _step(rows: Sequence[Row], good: Sequence[bool], weights: list[float]) -> list[float]:
    """One round of Newton's method."""
    size = len(weights)
    slope = [-_RIDGE * weight if at else 0.0 for at, weight in enumerate(weights)]
    curve = [[_RIDGE if at == other and at else 0.0 for other in range(size)] for at in range(size)]
    for row, was_good in zip(rows, good, strict=True):
        chance = _logistic(_dot(weights, row))
        for at in range(size):
            slope[at] += (was_good - chance) * row[at]
            for other in range(at + 1):
                curve[at][other] += chance * (1 - chance) * row[at] * row[other]
    for at in range(size):
        for other in range(at):
            curve[other][at] = curve[at][other]
    return [weight + change for weight, change in zip(weights, _solved(curve, slope), strict=True)]


def _solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Gauss-Jordan elimination; the ridge keeps the matrix from being singular."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for at in range(len(rows)):
        best = max(range(at, len(rows)), key=lambda other: abs(rows[other][at]))
        rows[at], rows[best] = rows[best], rows[at]
        pivot = rows[at][at] or 1e-12
        rows[at] = [value / pivot for value in rows[at]]
        for other in range(len(rows)):
            if other != at:
                factor = rows[other][at]
                rows[other] = [value - factor * own for value, own in zip(rows[other], rows[at], strict=True)]
    return [row[-1] for row in rows]


def _standard(row: Row, means: Row, scales: Row) -> list[float]:
    return [1.0, *((value - mean) / scale for value, mean, scale in zip(row, means, scales, strict=True))]


def _deviation(column: Sequence[float], mean: float) -> float:
    return float((sum((value - mean) ** 2 for value in column) / len(column)) ** 0.5)


def _dot(weights: Sequence[float], row: Row) -> float:
    return sum(weight * value for weight, value in zip(weights, row, strict=True))


def _logistic(logits: float) -> float:
    return 1 / (1 + exp(-max(-30.0, min(30.0, logits))))
