"""How alike two sources are, as files say it."""

import re

_SCORE = re.compile(r"\s*([0-9]{1,3}(?:\.[0-9]+)?)\s*(%?)\s*")


def score_of(said: str | None) -> float | None:
    """In [0, 1]: `85%`, `85` and `0.85` are the same. None for what is no score."""
    found = _SCORE.fullmatch(said or "")
    if found is None:
        return None
    score = float(found[1])
    return min(round(score / 100, 12) if found[2] or score > 1 else score, 1.0)


def percent(score: float) -> str:
    """`85`, with as many digits as give the score back."""
    return f"{round(score * 100, 9):.10g}"
