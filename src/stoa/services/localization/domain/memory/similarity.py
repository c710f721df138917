"""How alike two texts are, as translators count it."""

from unicodedata import normalize

from rapidfuzz.distance import Levenshtein

from stoa.services.localization.domain.coded import CodedText

LEAST = 0.75
"""Below, a match costs more reading than it saves typing: the limit that translation tools ship with."""


def plain(text: CodedText) -> str:
    """What is compared: the words without codes, composed (NFC), each run of white space one space."""
    return " ".join(normalize("NFC", text.words).split())


def similarity(one: str, other: str) -> float:
    """1 minus the edits it takes (characters put in, taken out or replaced; Levenshtein) over the length of
    the longer text. From 0 to 1; 1 for equal texts only: case, punctuation, digits count as letters do.

    one, other: as `plain` gives them. Source: the match value of translation tools since TRADOS, by
    characters so that languages without spaces count alike.
    """
    return Levenshtein.normalized_similarity(one, other)
