"""Texts in requests that a provider takes."""

from collections.abc import Iterator, Sequence

from stoa.services.localization.domain.providers.limits import Limits


def fits(text: str, limits: Limits) -> bool:
    return len(text) <= limits.characters


def batches(texts: Sequence[str], limits: Limits) -> Iterator[range]:
    """Places of texts that go together, in order; each text must fit. Made as they are asked for."""
    start = characters = 0
    for place, text in enumerate(texts):
        full = place - start >= limits.texts or characters + len(text) > limits.characters
        if full and place > start:
            yield range(start, place)
            start, characters = place, 0
        characters += len(text)
    if start < len(texts):
        yield range(start, len(texts))
