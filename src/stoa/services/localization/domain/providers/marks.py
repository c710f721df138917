"""Marks of inline codes on their way through a machine that knows nothing of them."""

import html
import re

from stoa.services.localization.domain.coded import index_of, is_mark, mark

_MARK = re.compile("([\ue000-\uf8ff])")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_SIGN = re.compile(r"⟦\s*(\d{1,4})\s*⟧")


def around_marks(text: str) -> list[str]:
    """Text and mark in turn, beginning and ending with text, which may be empty."""
    return _MARK.split(text)


def has_words(text: str) -> bool:
    """Whether anything in it can be translated: a letter of any script that is no mark."""
    return any(sign.isalpha() and not is_mark(sign) for sign in text)


def in_elements(text: str, element: str) -> str:
    """As mark-up: the text escaped, each mark alone in an element whose content is not to be translated.

    element: its start tag, for example `<span translate="no">`.
    """
    end = f"</{element[1:].split(maxsplit=1)[0].rstrip('>')}>"
    parts = (
        f"{element}{part}{end}" if place % 2 else html.escape(part, quote=False)
        for place, part in enumerate(_MARK.split(text))
    )
    return "".join(parts)


def out_of_elements(markup: str) -> str:
    """What `in_elements` made, after a machine had it: every tag goes, marks are where they stand now."""
    return html.unescape(_TAG.sub("", markup))


def as_signs(text: str) -> str:
    """Marks as `⟦0⟧`, for models that cannot spell private-use characters."""
    return _MARK.sub(lambda found: f"⟦{index_of(found[0])}⟧", text)


def out_of_signs(text: str) -> str:
    return _SIGN.sub(lambda found: mark(int(found[1])), text)
