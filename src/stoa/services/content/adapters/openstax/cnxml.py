"""A module of CNXML as learning HTML. Source: CNXML 0.7."""

import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from xml.etree.ElementTree import Element

from stoa.services.content.adapters.openstax.mathml import formula
from stoa.services.content.adapters.openstax.tables import table
from stoa.services.content.adapters.xml import text_of
from stoa.services.content.domain.html import plain

_INLINE = {
    "term": "dfn",
    "sup": "sup",
    "sub": "sub",
    "foreign": "i",
    "cite": "cite",
    "cite-title": "cite",
    "quote": "q",
    "kbd": "kbd",
}
_EMPHASES = {"bold": "strong", "italics": "em", "underline": "u", "smallcaps": "span", "normal": "span"}
_BLOCKS = frozenset(
    {
        "list",
        "table",
        "note",
        "example",
        "exercise",
        "figure",
        "media",
        "equation",
        "section",
        "quote",
        "rule",
    }
)
_ASIDES = {"note": "note", "example": "example"}
_INDIFFERENT = frozenset({"content", "problem", "div", "span", "commentary", "label", "name"})


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a module needs of the collection: where addresses lead, and whom to tell of losses."""

    link: Callable[[str, str], str | None]
    """Of a module and an id in it (either may be empty): the address in the course."""
    medium: Callable[[str], str | None]
    """Of the address of a file: its media name."""
    lost: Callable[[str, str], None]
    converted: Callable[[str, str], None]


@dataclass(slots=True)
class Module:
    """Renders one module. Titles stand at the level of their depth, from the second."""

    around: Surroundings
    by_id: dict[str, Element] = field(default_factory=dict)
    _titles: list[str] = field(default_factory=list)

    def render(self, content: Element) -> str:
        self.by_id = {found.get("id", ""): found for found in content.iter() if found.get("id")}
        return self._blocks(content, 2)

    def _blocks(self, parent: Element, depth: int) -> str:
        return "".join(self._block(child, depth) for child in parent if child.tag != "title")

    def _block(self, element: Element, depth: int) -> str:
        blocks: dict[str, Callable[[Element, int], str]] = {
            "para": self._para,
            "section": self._section,
            "note": self._aside,
            "example": self._aside,
            "exercise": self._exercise,
            "list": self._list,
            "figure": self._figure,
            "media": lambda found, _depth: self._media(found),
            "code": lambda found, _depth: self._code(found),
            "equation": lambda found, _depth: self._equation(found),
            "table": lambda found, _depth: table(found, self.inline, self._cell, _id(found)),
            "quote": lambda found, _depth: f"<blockquote>{self._mixed(found, depth)}</blockquote>",
            "rule": lambda found, _depth: f"<aside>{self._mixed(found, depth)}</aside>",
            "glossary": self._glossary,
        }
        if element.tag in blocks:
            return blocks[element.tag](element, depth)
        return self._mixed(element, depth)

    def _heading(self, element: Element, depth: int) -> str:
        title = element.find("title")
        if title is None:
            return ""
        level = min(depth, 6)
        return f"<h{level}>{self.inline(title)}</h{level}>"

    def _section(self, element: Element, depth: int) -> str:
        heading = self._heading(element, depth)
        return f"<section{_id(element)}>{heading}{self._blocks(element, depth + 1)}</section>"

    def _aside(self, element: Element, depth: int) -> str:
        self._titles.append(text_of(element.find("title")))
        inside = self._blocks(element, depth + 1)
        self._titles.pop()
        if not inside.strip():
            return ""
        kind = _ASIDES[element.tag]
        return f'<aside class="{kind}"{_id(element)}>{self._heading(element, depth)}{inside}</aside>'

    def _exercise(self, element: Element, depth: int) -> str:
        """One that stands in an exercise bank elsewhere is only an address here."""
        embedded = [link for link in element.iter("link") if link.get("url", "").startswith("#exercise/")]
        for link in embedded:
            self.around.lost("exercise_elsewhere", link.get("url", "").removeprefix("#exercise/"))
        problem, solution = element.find("problem"), element.find("solution")
        if embedded or problem is None:
            return ""
        shown = self._mixed(problem, depth + 1)
        if solution is not None:
            label = text_of(solution.find("title")) or "Solution"
            inside = self._mixed(solution, depth + 1)
            shown += f"<details><summary>{plain(label)}</summary>{inside}</details>"
        return f'<section class="exercise"{_id(element)}>{shown}</section>'

    def _para(self, element: Element, depth: int) -> str:
        heading = self._heading(element, depth)
        return heading + self._mixed(element, depth, _id(element))

    def _mixed(self, element: Element, depth: int, given_id: str = "") -> str:
        """Runs of text become paragraphs between the blocks among them."""
        out: list[str] = []
        run: str = plain(element.text or "")
        for child in element:
            if child.tag == "title":
                run += plain(child.tail or "")
            elif _is_block(child):
                out += [_paragraph(run, given_id if not out else ""), self._block(child, depth)]
                run = plain(child.tail or "")
            else:
                run += self._inline_child(child) + plain(child.tail or "")
        out.append(_paragraph(run, given_id if not out else ""))
        return "".join(out)

    def _cell(self, element: Element) -> str:
        """Of a table or list: a single paragraph stands without its mark."""
        children = [child for child in element if child.tag != "title"]
        if not any(_is_block(child) or child.tag == "para" for child in children):
            return self.inline(element)
        alone = len(children) == 1 and not (element.text or "").strip() and children[0].tag == "para"
        if alone and not any(_is_block(child) for child in children[0]):
            return self.inline(children[0])
        return self._mixed(element, 4)

    def inline(self, element: Element) -> str:
        out: str = plain(element.text or "")
        for child in element:
            out += self._inline_child(child) + plain(child.tail or "")
        return out.strip()

    def _inline_child(self, element: Element) -> str:
        tag = element.tag
        if tag == "emphasis":
            mark = _EMPHASES.get(element.get("effect", "bold"), "em")
            return f"<{mark}>{self.inline(element)}</{mark}>"
        if tag in _INLINE:
            return f"<{_INLINE[tag]}{_id(element)}>{self.inline(element)}</{_INLINE[tag]}>"
        if tag == "code":
            return f"<code>{self.inline(element)}</code>"
        inlines: dict[str, Callable[[Element], str]] = {
            "link": self._link,
            "math": self._math,
            "newline": lambda _: "<br>",
            "space": lambda _: " ",
            "media": self._media,
            "footnote": lambda found: f" <small>({self.inline(found)})</small>",
            "equation": self._equation,
        }
        if tag in inlines:
            return inlines[tag](element)
        if tag not in _INDIFFERENT and tag != "para":
            self.around.converted("unknown_element", tag)
        return self.inline(element)

    def _link(self, element: Element) -> str:
        url, target = element.get("url", ""), element.get("target-id", "")
        shown = self.inline(element) or self._named(target) or plain(url)
        if url.startswith("#exercise/"):
            self.around.lost("exercise_elsewhere", url.removeprefix("#exercise/"))
            return ""
        address = url or self.around.link(element.get("document", ""), target)
        if not address:
            self.around.lost("address", element.get("document", "") or target)
            return shown
        return f'<a href="{escape(address)}">{shown}</a>'

    def _named(self, target: str) -> str:
        """How a link without words calls what it leads to: by its title."""
        found = self.by_id.get(target)
        if found is None:
            return ""
        title = text_of(found.find("title")) or text_of(found.find("caption"))
        return plain(title or found.tag)

    def _math(self, element: Element) -> str:
        shown = " ".join(formula(element).split())
        if not shown:
            self.around.lost("formula", "math")
            return ""
        self.around.converted("formula_as_text", text_of(element))
        return f"<var>{shown}</var>"

    def _equation(self, element: Element) -> str:
        shown = "".join(self._math(found) for found in element.iter("math"))
        inside = shown or self.inline(element)
        return f'<p class="formula"{_id(element)}>{inside}</p>'

    def _code(self, element: Element) -> str:
        language = element.get("lang") or element.get("class", "").partition(" ")[0]
        mark = f' class="language-{escape(language)}"' if language else ""
        text = plain(element.text or "") + "".join(
            self._inline_child(child) + plain(child.tail or "") for child in element
        )
        return f"<pre><code{mark}>{textwrap.dedent(text.strip(chr(10)).rstrip())}</code></pre>"

    def _list(self, element: Element, _: int) -> str:
        numbered = element.get("list-type") == "enumerated"
        mark = "ol" if numbered else "ul"
        items = "".join(f"<li{_id(item)}>{self._cell(item)}</li>" for item in element if item.tag == "item")
        title = element.find("title")
        heading = f"<p><strong>{self.inline(title)}</strong></p>" if title is not None else ""
        return f"{heading}<{mark}{_id(element)}>{items}</{mark}>"

    def _figure(self, element: Element, _: int) -> str:
        pictures = "".join(self._media(found) for found in element.iter("media"))
        inside = "".join(self._code(found) for found in element.iterfind("code"))
        inside += "".join(table(found, self.inline, self._cell, "") for found in element.iterfind("table"))
        told = [self.inline(found) for found in element if found.tag in ("title", "caption")]
        if not pictures and not inside and not told:
            return ""
        caption = f"<figcaption>{' '.join(told)}</figcaption>" if told else ""
        return f"<figure{_id(element)}>{pictures}{inside}{caption}</figure>"

    def _media(self, element: Element) -> str:
        """A picture; what only a browser elsewhere can show becomes a link to it."""
        out = []
        for found in element:
            source = found.get("src", "") or found.get("url", "")
            alt = element.get("alt", "")
            if found.tag == "image":
                name = self.around.medium(source)
                if name is None:
                    self.around.lost("no_file", source)
                    out.append(f"<em>[{plain(alt)}]</em>" if alt else "")
                else:
                    out.append(f'<img src="media:{name}" alt="{escape(alt)}">')
            elif source.startswith(("http://", "https://")):
                shown = next(filter(None, reversed(self._titles)), "") or alt.replace("_", " ") or source
                self.around.converted("frame", source)
                out.append(f'<p><a href="{escape(source)}">{plain(shown)}</a></p>')
            else:
                self.around.lost("interactive", source or found.tag)
        return "".join(out)

    def _glossary(self, element: Element, _: int) -> str:
        entries = "".join(
            f"<dt{_id(found)}>{self._part(found, 'term')}</dt><dd>{self._part(found, 'meaning')}</dd>"
            for found in element.iter("definition")
        )
        return f"<dl>{entries}</dl>" if entries else ""

    def _part(self, element: Element, name: str) -> str:
        found = element.find(name)
        return self._cell(found) if found is not None else ""


def _is_block(element: Element) -> bool:
    if element.tag == "code":
        return element.get("display") == "block" or "inline-code" not in element.get("class", "inline-code")
    if element.tag == "media":
        return element.get("display") != "inline"
    return element.tag in _BLOCKS or element.tag == "para"


def _paragraph(run: str, given_id: str) -> str:
    return f"<p{given_id}>{run.strip()}</p>" if run.strip() else ""


def _id(element: Element) -> str:
    found = element.get("id")
    return f' id="{escape(found)}"' if found else ""
