"""Learning HTML made up by hypothesis, and what two documents have in common for a browser."""

import re
from html import escape
from html.parser import HTMLParser

from hypothesis import strategies as st

from stoa.services.content.domain.html import Html, clean

_SIGNS = st.sampled_from([*"abc  \n\t.,&<>\"'", "é", "ש", "的", "\u00a0", "\ue000", "\uf8ff", "%s", "{name}"])
_WORDS = st.lists(_SIGNS, max_size=12).map("".join)
_INLINE = st.sampled_from(["strong", "em", "span", "a", "abbr", "code", "kbd", "sub", "bdi", "ruby", "var"])
_BLOCK = st.sampled_from(
    ["p", "li", "h2", "div", "blockquote", "pre", "td", "figcaption", "summary", "ul", "table", "details"]
)


def _element(name: str, inside: list[str], title: str) -> str:
    attributes = f' title="{escape(title)}"' if name in {"a", "abbr"} else ""
    link = ' href="https://example.org/?a=1&amp;b=2"' if name == "a" else ""
    return f"<{name}{link}{attributes}>{''.join(inside)}</{name}>"


_alone = st.one_of(
    _WORDS.map(escape),
    st.just("<br>"),
    st.just("<hr>"),
    _WORDS.map(lambda alt: f'<img src="media:a.png" alt="{escape(alt)}">'),
    st.just("{{gap-1}}"),
    st.just("https://example.org/a?b=c&amp;d"),
)
_within = st.recursive(
    _alone,
    lambda inner: st.builds(_element, _INLINE, st.lists(inner, max_size=4), _WORDS),
    max_leaves=12,
)
_blocks = st.recursive(
    _within,
    lambda inner: st.builds(_element, _BLOCK, st.lists(inner, max_size=4), _WORDS),
    max_leaves=12,
)
documents: st.SearchStrategy[Html] = st.lists(_blocks, max_size=5).map(lambda parts: clean("".join(parts)))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: list[tuple[str, ...]] = []
        self._pre = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(("begins", tag, *(f"{name}={value}" for name, value in attrs)))
        self._pre += tag in {"pre", "code", "kbd", "samp", "var"}

    def handle_endtag(self, tag: str) -> None:
        self.seen.append(("ends", tag))
        self._pre -= tag in {"pre", "code", "kbd", "samp", "var"}

    def handle_data(self, data: str) -> None:
        self.seen.append(("says", data if self._pre else re.sub(r"[ \t\n\r\f]+", " ", data)))


def seen(html: str) -> list[tuple[str, ...]]:
    """Tags, attributes and words as a browser reads them, white space collapsed outside of pre."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.seen


def outside_code(html: str) -> str:
    """What is said outside of code, with spaces where tags were."""
    depth, said = 0, []
    for kind, what, *_ in seen(html):
        if kind == "says" and not depth:
            said.append(what)
        elif what in {"code", "kbd", "samp", "var"} and kind != "says":
            depth += 1 if kind == "begins" else -1
    return " ".join(said)
