"""Words that were left in the language of the source."""

from collections.abc import Iterator

from stoa.services.localization.domain.checks.finding import Rendering

_FEWEST_WORDS = 2
_LONGEST_STRETCH = 6


def untranslated(pair: Rendering) -> Iterator[dict[str, str]]:
    """The target is its source, and that is no name: at least two of its words are written small."""
    source, target = _words(pair.source.words), _words(pair.target.words)
    if source == target and sum(_is_ordinary(word) for word in source) >= _FEWEST_WORDS:
        yield {}


def left_in_source(pair: Rendering) -> Iterator[dict[str, str]]:
    """Six words of the source follow each other in the target, most of them written small."""
    source, target = _words(pair.source.words), _words(pair.target.words)
    if source == target or len(source) < _LONGEST_STRETCH:
        return
    stretches = set(_stretches(source))
    for stretch in _stretches(target):
        if stretch in stretches and sum(map(_is_ordinary, stretch)) * 2 > len(stretch):
            yield {"words": " ".join(stretch)}
            return


def _words(text: str) -> list[str]:
    return [word.strip(".,:;!?\"'()[]«»“”„") for word in text.split()]


def _is_ordinary(word: str) -> bool:
    return word.isalpha() and word.islower() and len(word) > 1


def _stretches(words: list[str]) -> list[tuple[str, ...]]:
    return [tuple(words[at : at + _LONGEST_STRETCH]) for at in range(len(words) - _LONGEST_STRETCH + 1)]
