"""A term of the glossary that stands in the place of another, put in its place in the target too."""

import re
from collections.abc import Sequence

from stoa.services.localization.domain.memory.similarity import similarity
from stoa.services.localization.domain.terms.term import Term

_WITHOUT_FORMS = frozenset({"id", "ja", "ko", "ms", "th", "vi", "zh"})
"""Languages whose nouns have neither gender nor endings: no article or adjective must follow them."""


def with_terms_of(
    wanted: str, source: str, target: str, locale: str, terms: Sequence[Term]
) -> tuple[str, str] | None:
    """Source and target with one term exchanged for one of the wanted text; None if not certain.

    Certain is: both stand once, as a whole word and as the glossary writes them, and the sources are more
    alike afterwards; and both are names that are not translated, or the language has no forms of a noun.
    """
    gone = [term for term in terms if _times(term.source, source) == 1 and not _times(term.source, wanted)]
    come = [term for term in terms if _times(term.source, wanted) == 1 and not _times(term.source, source)]
    for old in gone:
        for new in come:
            exchanged = _exchanged(source, old.source, new.source)
            nearer = similarity(exchanged, wanted) > similarity(source, wanted)
            if nearer and _is_safe(old, new, locale) and _times(old.target, target) == 1:
                return exchanged, _exchanged(target, old.target, new.target)
    return None


def _is_safe(old: Term, new: Term, locale: str) -> bool:
    names = old.source == old.target and new.source == new.target
    return names or locale.partition("-")[0] in _WITHOUT_FORMS


def _times(words: str, text: str) -> int:
    return len(re.findall(_whole(words), text)) if words and words in text else 0


def _exchanged(text: str, old: str, new: str) -> str:
    return re.sub(_whole(old), lambda _: new, text)


def _whole(words: str) -> str:
    """Scripts that write no spaces have no edges of words: only Latin letters and digits make one."""
    before = r"(?<![A-Za-z0-9])" if words[0].isascii() else ""
    after = r"(?![A-Za-z0-9])" if words[-1].isascii() else ""
    return before + re.escape(words) + after
