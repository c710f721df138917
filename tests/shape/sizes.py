"""How long things are."""

from collections.abc import Sequence
from statistics import median

from tests.shape.source import Source

LONGEST_FILE = 400
LONGEST_FUNCTION = 60
COMFORTABLE_FILE = 250
LARGEST_MEDIAN = 120


def long_files(sources: Sequence[Source], most: int = LONGEST_FILE) -> list[str]:
    return [f"{one.path} has {one.lines} lines" for one in sources if one.lines > most]


def long_functions(sources: Sequence[Source]) -> list[str]:
    return [
        f"{one.at(function)} {function.name} has {length} lines"
        for one in sources
        for function in one.functions()
        if (length := (function.end_lineno or 0) - function.lineno + 1) > LONGEST_FUNCTION
    ]


def median_length(sources: Sequence[Source]) -> float:
    """Of files that say something: an empty `__init__.py` would only flatter the number."""
    return median(one.lines for one in sources if one.lines > 3)


def comfortable_share(sources: Sequence[Source]) -> float:
    return 1 - len(long_files(sources, COMFORTABLE_FILE)) / len(sources)
