"""Sentences as a reader sees them: without the spaces between them."""

from stoa.services.localization.domain.sentences.cut import cut


def sentences(text: str, locale: str = "en") -> list[str]:
    return [text[begin:end].strip() for begin, end in cut(text, locale)]
