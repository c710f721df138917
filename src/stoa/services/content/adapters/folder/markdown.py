"""Markdown of a course folder to learning HTML. See docs/formats/course-folder.md, 6."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from stoa.kernel.markup import words
from stoa.services.content.adapters.folder.faults import Faults
from stoa.services.content.domain.html import Html, clean

Resolve = Callable[[str, int, bool], str | None]
"""Of an address in the file, its line and whether it is a picture's: where it leads, or None."""

_ASIDE = re.compile(r"\[!(NOTE|TIP)\]\s*")
_NOT_IN_SLUG = re.compile(r"[^\w]+")
_md = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
_html = RendererHTML()


def heading_slug(text: str) -> str:
    return _NOT_IN_SLUG.sub("-", text.lower()).strip("-")[:80]


class Markdown:
    """Renders the texts of one file."""

    def __init__(self, file: str, faults: Faults, resolve: Resolve) -> None:
        self._file, self._faults, self._resolve = file, faults, resolve

    def render(self, text: str, line: int, field: str | None = None, headings: bool = False) -> Html:
        """line: on which the text begins."""
        tokens = _md.parse(text)
        self._field, self._line = field, line
        for token in tokens:
            if token.type == "heading_open":
                self._check_heading(token, headings)
            for child in token.children or []:
                self._inline(child, self._at(token))
        shaped = list(_shaped(list(_asides(tokens))))
        return clean(_html.render(shaped, _md.options, {}))

    def _at(self, token: Token) -> int:
        return self._line + (token.map[0] if token.map else 0)

    def _check_heading(self, token: Token, allowed: bool) -> None:
        if not allowed:
            self._fault("bad_markdown", self._at(token), token.markup, "no_headings")
        elif token.tag == "h1":
            self._fault("bad_markdown", self._at(token), token.markup, "second_level")

    def _inline(self, token: Token, line: int) -> None:
        if token.type == "link_open":
            token.attrs["href"] = self._resolve(str(token.attrs.get("href", "")), line, False) or ""
        elif token.type == "image":
            if not token.content.strip():
                self._fault("missing_alt", line, token.attrs.get("src", ""), "alt")
            elif len(token.content) > 1_000:
                self._fault("too_large", line, len(token.content), "shorter", limit=1_000)
            token.attrs["src"] = self._resolve(str(token.attrs.get("src", "")), line, True) or ""

    def _fault(self, code: str, line: int, found: Any, expected: str, **data: Any) -> None:
        self._faults.add(code, self._file, line, self._field, found, expected, **data)


def _asides(tokens: list[Token]) -> Iterator[Token]:
    """A quotation that begins with [!NOTE] or [!TIP] becomes an aside."""
    kinds: list[str | None] = []
    for index, token in enumerate(tokens):
        if token.type == "blockquote_open":
            inline = tokens[index + 2] if index + 2 < len(tokens) else None
            match = _ASIDE.match(inline.content) if inline is not None and inline.type == "inline" else None
            kinds.append(match[1].lower() if match else None)
            if match and inline is not None:
                _drop_mark(inline, match[0])
                token.tag, token.attrs = "aside", {"class": match[1].lower()}
        elif token.type == "blockquote_close" and kinds.pop():
            token.tag = "aside"
        yield token


def _drop_mark(inline: Token, mark: str) -> None:
    children = inline.children or []
    first = children[0]
    first.content = first.content.removeprefix(mark.strip())
    if not first.content and len(children) > 1 and children[1].type == "softbreak":
        del children[1]


def _shaped(tokens: list[Token]) -> Iterator[Token]:
    """Headings with ids, pictures that stand alone as figures, formulas set off."""
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.type == "heading_open":
            heading = _html.renderInline(tokens[index + 1].children or [], _md.options, {})
            token.attrs["id"] = heading_slug(words(heading))
        figure = _figure(tokens[index : index + 3])
        if figure is not None:
            yield _block(figure)
            index += 3
            continue
        if token.type == "fence" and token.info.strip() == "formula":
            formula = _html.render([_text(token.content)], _md.options, {})
            token = _block(f'<pre class="formula">{formula}</pre>\n')
        yield token
        index += 1


def _block(html: str) -> Token:
    return Token("html_block", "", 0, content=html)


def _text(content: str) -> Token:
    return Token("inline", "", 0, children=[Token("text", "", 0, content=content)])


def _figure(tokens: list[Token]) -> str | None:
    """A picture alone in its paragraph, with its title as caption."""
    if [token.type for token in tokens] != ["paragraph_open", "inline", "paragraph_close"]:
        return None
    children = tokens[1].children or []
    if len(children) != 1 or children[0].type != "image":
        return None
    caption = str(children[0].attrs.pop("title", ""))
    picture = _html.renderInline(children, _md.options, {})
    shown = _html.render([_text(caption)], _md.options, {})
    return (
        f"<figure>{picture}<figcaption>{shown}</figcaption></figure>"
        if caption
        else f"<figure>{picture}</figure>"
    )
