"""How alike two texts of one language are, by the runs of signs they share."""

from collections import Counter
from collections.abc import Iterable, Sequence

_SHORTEST, _LONGEST = 2, 4


def grams(text: str, lengths: Iterable[int] = range(_SHORTEST, _LONGEST + 1)) -> Counter[str]:
    """Runs of signs of these lengths, without blanks and capitals."""
    signs = "".join(text.lower().split())
    return Counter(signs[at : at + length] for length in lengths for at in range(len(signs) - length + 1))


def alike(one: Counter[str], other: Counter[str]) -> float:
    """Harmonic mean of the shares that each has of the other, in [0, 1]."""
    both, total = sum((one & other).values()), sum(one.values()) + sum(other.values())
    return 2 * both / total if total else 0.0


def agreement(target: str, others: Sequence[str]) -> tuple[float, float]:
    """Mean and highest likeness to what other engines made of the same source; 0 and 0 without any."""
    own = grams(target)
    found = [alike(own, grams(other)) for other in others]
    return (sum(found) / len(found), max(found)) if found else (0.0, 0.0)
