"""In which of its locales a course asks its items."""

from collections.abc import Sequence


def choose(available: Sequence[str], wanted: Sequence[str]) -> str:
    """The first wanted locale that there is, else one of its language, else the first: the source's.

    available: not empty.
    """
    for locale in wanted:
        if locale in available:
            return locale
    for locale in wanted:
        for candidate in available:
            if candidate.split("-")[0] == locale.split("-")[0]:
                return candidate
    return available[0]
