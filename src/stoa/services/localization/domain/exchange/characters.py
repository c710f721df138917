"""Characters in XML: those with a meaning of their own, and those that may not stand in it at all.

Where an element can stand for a character, the formats have their own. In attributes, notes and mark-up it is
written as `\\u` and four digits; what would read like that already gets its backslash written so.
Source: XML 1.0, 2.2 and 3.3.3.
"""

import re

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_HARD = re.compile("[&<>\r]")
_HARD_IN_ATTRIBUTE = re.compile('[&<>"\r\n\t]')
_NAMES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;", "\n": "&#10;", "\t": "&#9;"}
_SPELLED = re.compile(r"\\u(00[01][0-9A-F]|005C|D[89A-F][0-9A-F]{2}|FFFE|FFFF)")
_TO_SPELL = re.compile(f"{FORBIDDEN.pattern}|{_SPELLED.pattern}")


def text_xml(text: str) -> str:
    """As the content of an element. Nothing forbidden may be in it."""
    return _HARD.sub(_named, text) if _HARD.search(text) else text


def attribute_xml(text: str) -> str:
    """As the value of an attribute in double quotes. Nothing forbidden may be in it."""
    return _HARD_IN_ATTRIBUTE.sub(_named, text) if _HARD_IN_ATTRIBUTE.search(text) else text


def spelled(text: str) -> str:
    """Without what XML forbids; `unspelled` gives it back."""
    return _TO_SPELL.sub(_spell, text) if _TO_SPELL.search(text) else text


def unspelled(text: str) -> str:
    if "\\u" not in text:
        return text
    return _SPELLED.sub(lambda found: chr(int(found[1], 16)), text)


def _named(found: re.Match[str]) -> str:
    return _NAMES[found[0]]


def _spell(found: re.Match[str]) -> str:
    sign = found[0]
    return f"\\u{ord(sign):04X}" if len(sign) == 1 else f"\\u005C{sign[1:]}"
