"""Addresses and placeholders: each of the source once, letter by letter, whether they are codes or words."""

from collections import Counter
from collections.abc import Iterator
from html import unescape

from stoa.services.localization.domain.checks.finding import Rendering
from stoa.services.localization.domain.coded import CodedText, put_for_marks
from stoa.services.localization.domain.inline.placeholders import E_MAIL, URL, split


def links(pair: Rendering) -> Iterator[dict[str, str]]:
    yield from _differences(pair, "link")


def e_mail(pair: Rendering) -> Iterator[dict[str, str]]:
    yield from _differences(pair, "e_mail")


def placeholders(pair: Rendering) -> Iterator[dict[str, str]]:
    yield from _differences(pair, "placeholder")


def _differences(pair: Rendering, kind: str) -> Iterator[dict[str, str]]:
    there, here = _protected(pair.source, kind), _protected(pair.target, kind)
    if there == here:
        return
    wanted, found = Counter(there), Counter(here)
    if wanted != found:
        missing, added = list((wanted - found).elements()), list((found - wanted).elements())
        yield {"missing": ", ".join(missing), "added": ", ".join(added)}


def _protected(text: CodedText, kind: str) -> list[str]:
    return [part for part, protected in split(spelled(text)) if protected and _kind(part) == kind]


def spelled(text: CodedText) -> str:
    """With addresses and placeholders as they are read; mark-up is left out."""
    if not text.codes:
        return text.words
    return put_for_marks(text.text, lambda index: _spelled(text, index))


def _spelled(text: CodedText, index: int) -> str:
    markup = text.codes[index].markup if index < len(text.codes) else ""
    return "" if markup.startswith("<") else unescape(markup)


def _kind(protected: str) -> str:
    if URL.fullmatch(protected):
        return "link"
    return "e_mail" if E_MAIL.fullmatch(protected) else "placeholder"
