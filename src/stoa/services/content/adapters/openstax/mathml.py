"""Formulas of MathML as readable text with raised and lowered parts. Source: MathML 3, presentation."""

from collections.abc import Callable
from xml.etree.ElementTree import Element

from stoa.services.content.domain.html import plain

Shown = Callable[[list[Element], Element], str]

_OPERATORS = frozenset("=+−-±×÷<>≤≥≠≈→⇒∈·")


def formula(element: Element) -> str:
    """HTML of a formula or a part of one."""
    shown = _SHOWN.get(element.tag)
    if shown is not None:
        return shown(list(element), element)
    return _row(list(element), element)


def _row(children: list[Element], element: Element) -> str:
    own = plain((element.text or "").strip()) if element.text else ""
    return own + "".join(formula(child) for child in children)


def _operator(_: list[Element], element: Element) -> str:
    sign = (element.text or "").strip()
    return f" {plain(sign)} " if sign in _OPERATORS else plain(sign)


def _text(_: list[Element], element: Element) -> str:
    return plain(element.text or "")


def _grouped(element: Element) -> str:
    """In brackets when it has more than one part."""
    shown = formula(element).strip()
    single = element.tag in ("mn", "mi") or len(list(element.iter())) <= 2
    return shown if single else f"({shown})"


def _fraction(children: list[Element], element: Element) -> str:
    if len(children) != 2:
        return _row(children, element)
    return f"{_grouped(children[0])}/{_grouped(children[1])}"


def _root(children: list[Element], element: Element) -> str:
    return f"√({_row(children, element).strip()})"


def _nth_root(children: list[Element], element: Element) -> str:
    if len(children) != 2:
        return _root(children, element)
    return f"<sup>{formula(children[1])}</sup>√({formula(children[0])})"


def _script(tags: str) -> Shown:
    def shown(children: list[Element], element: Element) -> str:
        if len(children) != len(tags.split()) + 1:
            return _row(children, element)
        raised = "".join(
            f"<{tag}>{formula(child).strip()}</{tag}>"
            for tag, child in zip(tags.split(), children[1:], strict=True)
        )
        return formula(children[0]).strip() + raised

    return shown


def _fenced(children: list[Element], element: Element) -> str:
    inside = (element.get("separators", ",") or " ").join(formula(child).strip() for child in children)
    return plain(element.get("open", "(")) + inside + plain(element.get("close", ")"))


def _table(children: list[Element], _: Element) -> str:
    rows = ["  ".join(formula(cell).strip() for cell in row) for row in children]
    return "; ".join(rows)


_SHOWN: dict[str, Shown] = {
    "mo": _operator,
    "mtext": _text,
    "mspace": lambda _children, _element: " ",
    "mfrac": _fraction,
    "msqrt": _root,
    "mroot": _nth_root,
    "msup": _script("sup"),
    "msub": _script("sub"),
    "msubsup": _script("sub sup"),
    "munder": _script("sub"),
    "mover": _script("sup"),
    "munderover": _script("sub sup"),
    "mfenced": _fenced,
    "mtable": _table,
}
