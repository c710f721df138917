"""Words without their endings, so that a term is known in its inflected forms too."""

from functools import cache

from Stemmer import Stemmer

_ALGORITHMS = {
    **{"ar": "arabic", "hy": "armenian", "eu": "basque", "ca": "catalan", "cs": "czech", "da": "danish"},
    **{"nl": "dutch", "en": "english", "eo": "esperanto", "et": "estonian", "fi": "finnish", "fr": "french"},
    **{"de": "german", "el": "greek", "hi": "hindi", "hu": "hungarian", "id": "indonesian", "ga": "irish"},
    **{"it": "italian", "lt": "lithuanian", "ne": "nepali", "nb": "norwegian", "no": "norwegian"},
    **{"fa": "persian", "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian"},
    **{"sr": "serbian", "es": "spanish", "sv": "swedish", "ta": "tamil", "tr": "turkish"},
}
"""Snowball's, by language. Source: snowballstem.org, Porter 2001."""


def stem(word: str, language: str) -> str:
    """In lower case; of a language without an algorithm the word as it is."""
    algorithm = _ALGORITHMS.get(language)
    return str(_stemmer(algorithm).stemWord(word.lower())) if algorithm else word.lower()


@cache
def _stemmer(algorithm: str) -> Stemmer:
    return Stemmer(algorithm)
