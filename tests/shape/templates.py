"""Templates under a policy that lets nothing inline run, with texts that translators can find."""

import ast
import re
from collections.abc import Sequence
from pathlib import Path

from tests.shape.source import Source, called

_JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.S)
_INLINE = {
    "an inline style": re.compile(r"<style\b|\sstyle\s*=", re.I),
    "an inline script": re.compile(r"<script\b(?![^>]*\ssrc\s*=)", re.I),
    "an inline handler": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.I),
    "a script as an address": re.compile(r"javascript:", re.I),
}
_IN_EXPRESSIONS = {
    "an inline style": re.compile(r"""["']style["']\s*:"""),
    "an inline handler": re.compile(r"""["']on[a-z]+["']\s*:"""),
    "a text put together": re.compile(r"""\b_\(\s*(?:"[^"]*"|'[^']*')\s*~|\b_\(\s*[^"'\s)]"""),
}
_GETTEXT = frozenset({"gettext", "ngettext", "_"})


def inline(folder: Path) -> list[str]:
    """What the content security policy would refuse, or no translator would ever see."""
    return [
        f"{path.relative_to(folder)} has {words}"
        for path in sorted(folder.rglob("*.html"))
        for words in _faults(path.read_text(encoding="utf-8"))
    ]


def _faults(text: str) -> list[str]:
    # An expression leaves a mark behind, so that an attribute made of one is still an attribute.
    markup = _JINJA.sub("\N{SECTION SIGN}", text)
    expressions = " ".join(found for found in _JINJA.findall(text) if not found.startswith("{#"))
    return [words for words, shape in _INLINE.items() if shape.search(markup)] + [
        words for words, shape in _IN_EXPRESSIONS.items() if shape.search(expressions)
    ]


def texts_put_together(sources: Sequence[Source]) -> list[str]:
    """A text with a value in it is not in any catalogue: write a placeholder and fill it afterwards."""
    return [
        one.at(call)
        for one in sources
        for call in one.calls()
        if called(call) in _GETTEXT and call.args and isinstance(call.args[0], ast.JoinedStr | ast.BinOp)
    ]
