"""White space at the edges of a text, and line breaks where they count."""

from collections.abc import Iterator

from stoa.services.localization.domain.checks.finding import Rendering


def begins_with_space(pair: Rendering) -> Iterator[dict[str, str]]:
    if pair.source.text[:1].isspace() != pair.target.text[:1].isspace():
        yield {}


def ends_with_space(pair: Rendering) -> Iterator[dict[str, str]]:
    if pair.source.text[-1:].isspace() != pair.target.text[-1:].isspace():
        yield {}


def lines(pair: Rendering) -> Iterator[dict[str, str]]:
    """Texts that keep their space have the same number of lines."""
    wanted, found = pair.source.text.count("\n"), pair.target.text.count("\n")
    if wanted != found:
        yield {"expected": str(wanted + 1), "found": str(found + 1)}
