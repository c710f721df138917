"""How a text begins and ends, and whether what it opens is closed."""

import re
from collections import Counter
from collections.abc import Iterator

from stoa.services.localization.domain.checks.finding import Rendering
from stoa.services.localization.domain.checks.scripts import sets_words_apart

_ENDS = {
    "stop": ".。．｡।॥|۔።",
    "question": "?？؟;՞፧",
    "exclamation": "!！¡",
    "colon": ":：፡፦៖՝",
    "pause": "…",
    "part": ",，、،;；؛",
}
_END_OF = {sign: end for end, signs in _ENDS.items() for sign in signs}
_AFTER_END = "\"'”’»«›“„)]）］」』】》〉 \u00a0\u202f\u200e\u200f\u2069\u202c*"
_SHORT = 8
"""Words."""
_SENTENCE = frozenset({"stop", "question", "exclamation", "pause"})
_BRACKETS = {
    "(": ")",
    "[": "]",
    "{": "}",
    "（": "）",
    "［": "］",
    "「": "」",
    "『": "』",
    "【": "】",
    "《": "》",
}
_BRACKET = re.compile(f"[{re.escape(''.join((*_BRACKETS, *_BRACKETS.values())))}]")
_SAME = str.maketrans("（）［］", "()[]")


def end_of(text: str) -> str:
    """The kind of sign that ends it, behind any quotation marks and brackets; empty when it is none."""
    bare = text.rstrip(_AFTER_END)
    if bare.endswith("..."):
        return "pause"
    return _END_OF.get(bare[-1:], "")


def ends_otherwise(pair: Rendering) -> Iterator[dict[str, str]]:
    """A question or the colon before a list became something else. Japanese sets a stop before a list."""
    wanted, found = end_of(pair.source.words), end_of(pair.target.words)
    telling = {"question", "colon"} if sets_words_apart(pair.to_locale) else {"question"}
    if wanted != found and {wanted, found} & telling and "" not in (wanted, found):
        yield {"expected": wanted, "found": found}


def unfinished(pair: Rendering) -> Iterator[dict[str, str]]:
    """The source ends a sentence, or leads up to something, and the target does not: it is cut off, or its
    end was lost.

    Where words are not set apart, short sentences are often said without a verb, and without a stop, and what
    leads up to a list ends as it likes.
    """
    wanted, found = end_of(pair.source.words), end_of(pair.target.words)
    apart = sets_words_apart(pair.to_locale)
    if not apart and len(pair.source.words.split()) < _SHORT:
        return
    if (
        wanted in (_SENTENCE | {"colon"} if apart else _SENTENCE)
        and found not in _SENTENCE | {"colon"}
        and pair.target.words.strip()
    ):
        yield {"expected": pair.source.words.rstrip()[-1:]}


def unclosed(pair: Rendering) -> Iterator[dict[str, str]]:
    """A bracket that is opened and not closed, or the other way round, where all are closed in the source."""
    if not _open(pair.source.words) and (wrong := _open(pair.target.words)):
        yield {"bracket": wrong}


def _open(text: str) -> str:
    counts = Counter("".join(_BRACKET.findall(text)).translate(_SAME))
    if not counts:
        return ""
    for opening, closing in _BRACKETS.items():
        if counts[opening] != counts[closing]:
            return opening if counts[opening] > counts[closing] else closing
    return ""
