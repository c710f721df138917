"""Learning content as HTML: what it may hold, and the only way to make some.

What is not named here is dropped: scripts, styles, forms, frames, drawings, formula mark-up, every
attribute that could act. Pictures come from the course itself, links lead to the web, to a file of the course
(`media:NAME`), to another of its objects (`object:UUID`) or within the text.
"""

import re
from typing import NewType

import nh3

from stoa.kernel.markup import words

Html = NewType("Html", str)
"""Sanitised. Comes from `clean` or `plain`, or is put together from such."""

ID_PREFIX = "c-"
"""Before every id of learning content, so that none meets an id of the page around it."""

_TAGS = """
    p h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre code hr br figure figcaption img
    table caption colgroup col thead tbody tfoot tr th td aside section div span details summary
    a strong em b i u s del ins sub sup small mark kbd samp var dfn abbr cite q time bdi bdo ruby rt rp
"""
_DROPPED_WHOLE = """
    script style template iframe object embed applet form select textarea button svg math noscript head title
    audio video canvas frameset noembed noframes
"""
_ATTRIBUTES = {
    "*": {"id", "class", "lang", "dir"},
    "a": {"href", "title"},
    "img": {"src", "alt", "title", "width", "height"},
    "ol": {"start", "reversed"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "headers", "scope"},
    "col": {"span"},
    "colgroup": {"span"},
    "abbr": {"title"},
    "time": {"datetime"},
    "details": {"open"},
}
_CLASSES = frozenset({"note", "tip", "careful", "example", "exercise", "formula", "term", "unnumbered"})
_CODE_LANGUAGE = re.compile(r"language-[a-z0-9+#-]{1,20}")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,99}")
_LINK = re.compile(r"(https?://[^\s/]|mailto:[^\s@]+@|media:[^\s/]|object:[0-9a-f-]{36}(#|$))", re.I)
_SMALL_NUMBER = re.compile(r"\d{1,4}")
_NUMBERS = frozenset({"width", "height", "colspan", "rowspan", "span", "start"})
_PICTURE = re.compile(r'<img((?: [a-z-]+="[^"]*")*)>')
"""As the sanitiser writes it: no quotation mark can stand inside a value."""
_TOP_HEADING = re.compile(r"<(/?)h1\b", re.I)
_WORDS_A_MINUTE = 180


def _named(value: str) -> str | None:
    name = value.removeprefix(ID_PREFIX)
    return f"{ID_PREFIX}{name}" if _ID.fullmatch(name) else None


def _address(value: str) -> str | None:
    value = value.strip()
    if value.startswith("#"):
        anchor = _named(value[1:])
        return f"#{anchor}" if anchor else None
    return value if _LINK.match(value) else None


def _classes(tag: str, value: str) -> str | None:
    kept = [
        name
        for name in value.split()
        if name in _CLASSES or (tag == "code" and _CODE_LANGUAGE.fullmatch(name))
    ]
    return " ".join(kept) or None


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "id":
        return _named(value)
    if name == "class":
        return _classes(tag, value)
    if name == "href":
        return _address(value)
    if name == "src":
        return value if value.startswith("media:") else None
    if name == "headers":
        return " ".join(filter(None, map(_named, value.split()))) or None
    if name == "dir":
        return value if value in {"ltr", "rtl", "auto"} else None
    if name in _NUMBERS:
        return value if _SMALL_NUMBER.fullmatch(value) else None
    return value


_cleaner = nh3.Cleaner(
    tags=set(_TAGS.split()),
    clean_content_tags=set(_DROPPED_WHOLE.split()),
    attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
    attribute_filter=_attribute,
    url_schemes={"http", "https", "mailto", "media", "object"},
    link_rel=None,
)


def clean(raw: str) -> Html:
    """The part of `raw` that is learning content; cleaning twice changes nothing.

    A heading of the first level becomes one of the second: the title of the object is the first.
    """
    cleaned = _cleaner.clean(_TOP_HEADING.sub(r"<\1h2", raw))
    return Html(_PICTURE.sub(lambda tag: tag[0] if ' src="' in tag[1] else "", cleaned).strip())


def plain(text: str) -> Html:
    """Text as it is, with the signs of mark-up escaped."""
    return Html(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))


def minutes_to_read(html: str) -> float:
    """An estimate for a source that gives none: 180 words a minute, in whole minutes, at least one."""
    return float(max(1, round(len(words(html).split()) / _WORDS_A_MINUTE)))


def says_nothing(html: str) -> bool:
    """Neither a word nor a picture."""
    return "<img" not in html and not words(html)
