"""Words that a glossary has agreed upon."""

from collections.abc import Iterator

from stoa.services.localization.domain.checks.finding import Rendering


def term_missing(pair: Rendering) -> Iterator[dict[str, str]]:
    """The source has a term, and the target none of its renderings, inflected or not."""
    if pair.glossary is not None:
        for term in pair.glossary.missing(pair.source.text, pair.target.text):
            yield {"term": term.source, "target": term.target}


def term_forbidden(pair: Rendering) -> Iterator[dict[str, str]]:
    if pair.glossary is not None:
        for one in pair.glossary.unwanted(pair.source.text, pair.target.text):
            yield {"term": one.term.source, "found": one.found, "target": one.instead}
