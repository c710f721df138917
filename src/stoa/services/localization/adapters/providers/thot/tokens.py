"""Texts as tokens that carry their own spacing, so that no rules of a language are needed to join them again.

A joiner says that no blank stands at that side of a token: `(see Fig. 2)` is `(￭ see Fig ￭. 2 ￭)`. The model
learns joiners with the words of the target language. Source: OpenNMT Tokenizer, joiner annotation.
"""

import re
from collections.abc import Sequence

JOINER = "\uffed"
_TOKEN = re.compile(
    "[\ue000-\uf8ff]|[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]|[^\\W\\d_\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]+"
    "|\\d+|[^\\s]"
)
"""A mark, a sign of a script without blanks, a word, a number, any other sign."""


def tokens_of(text: str) -> list[str]:
    found = list(_TOKEN.finditer(text.replace(JOINER, "")))
    tokens = [token[0] for token in found]
    for place in range(1, len(found)):
        if found[place].start() == found[place - 1].end():
            if _is_word(found[place][0]) and not _is_word(found[place - 1][0]):
                tokens[place - 1] += JOINER
            else:
                tokens[place] = JOINER + tokens[place]
    return tokens


def text_of(tokens: Sequence[str]) -> str:
    text = ""
    joined = True
    for token in tokens:
        text += token.strip(JOINER) if joined or token.startswith(JOINER) else " " + token.strip(JOINER)
        joined = token.endswith(JOINER)
    return text


def lowered(tokens: Sequence[str]) -> list[str]:
    """As the model knows words of the source: a small memory has few of them in both forms."""
    return [token.lower() for token in tokens]


def with_capitals(tokens: Sequence[str], unknown: Sequence[int], source: Sequence[str]) -> list[str]:
    """Words that the model passed on as it was given them, written as in the source; the first one too."""
    written = {token.lower(): token for token in source}
    cased = [written.get(token, token) if place in unknown else token for place, token in enumerate(tokens)]
    first_in = next((token for token in source if _is_word(token.strip(JOINER))), "")
    first = next((place for place, token in enumerate(cased) if _is_word(token.strip(JOINER))), None)
    if first is not None and first_in.strip(JOINER)[:1].isupper():
        cased[first] = _raised(cased[first])
    return cased


def _raised(token: str) -> str:
    at = 1 if token.startswith(JOINER) else 0
    return token[:at] + token[at : at + 1].upper() + token[at + 1 :]


def _is_word(token: str) -> bool:
    return token[:1].isalnum()
