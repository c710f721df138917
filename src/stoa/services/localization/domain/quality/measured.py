"""How well chances tell good from bad, and how far they are from what came true."""

from collections.abc import Sequence

_STRETCHES = 10

Scored = Sequence[tuple[float, bool]]
"""Chances that were told, and whether each translation was good."""


def auroc(scored: Scored) -> float:
    """Chance that a good one is scored above a bad one; ties count half. 0.5 where all are the same."""
    ranked = sorted(scored)
    ranks: dict[float, tuple[int, int]] = {}
    for at, (score, _) in enumerate(ranked, 1):
        total, count = ranks.get(score, (0, 0))
        ranks[score] = (total + at, count + 1)
    good = sum(was for _, was in scored)
    bad = len(scored) - good
    of_good = sum(ranks[score][0] / ranks[score][1] for score, was in scored if was)
    return (of_good - good * (good + 1) / 2) / (good * bad) if good and bad else 0.5


def calibration_error(scored: Scored) -> float:
    """Mean distance of the chance told from the share that came true, over ten equal stretches of chance."""
    stretches: dict[int, list[tuple[float, bool]]] = {}
    for chance, good in scored:
        stretches.setdefault(min(_STRETCHES - 1, int(chance * _STRETCHES)), []).append((chance, good))
    return sum(
        abs(sum(chance for chance, _ in one) - sum(good for _, good in one)) for one in stretches.values()
    ) / len(scored)
