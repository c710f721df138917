"""The logistic curve, in logits."""

import math

_STEEPEST = 30.0


def logistic(x: float) -> float:
    """In (0, 1)."""
    return 1 / (1 + math.exp(-min(_STEEPEST, max(-_STEEPEST, x))))


def attenuation(variance: float) -> float:
    """How much less a difference tells when one side is uncertain; in (0, 1], 1 without uncertainty.

    variance: logits². Source: Glickman: Parameter estimation in large dynamic paired comparison
    experiments, Applied Statistics 48, 1999, equation 2, with q = 1.
    """
    return 1 / math.sqrt(1 + 3 * variance / math.pi**2)
