"""The text of a cue with its tags: what is said is words, every tag a code.

Source: W3C WebVTT, 4.2.2 and 6.4.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape, unescape

from stoa.services.localization.domain.coded import Code, CodedText, CodeKind, index_of, is_mark, mark
from stoa.services.localization.domain.inline.coder import Coder, TooManyCodes

_TAG = re.compile(r"<(/?)([a-z]*+)[^<>]*>")
_PAIRED = frozenset({"b", "c", "i", "lang", "rt", "ruby", "u", "v"})
_LEAD = re.compile(r"<v(?:\.[^\s>]*)?(?:[ \t][^>]*)?>")
_SPACE = re.compile(r"[ \t\n\r\f]+")


@dataclass(frozen=True, slots=True)
class _Tag:
    """name: empty of a timestamp, or of what WebVTT does not know."""

    raw: str
    name: str
    ends: bool


def voiced(payload: str) -> tuple[str, str, str]:
    """What is said, between the tags of the one voice that says the whole cue, as they are written.

    Where several speak, their tags are within what is said.
    """
    found = _LEAD.match(payload)
    if found is None or "<v" in payload[found.end() :]:
        return "", payload, ""
    said = payload[found.end() :]
    end = "</v>" if said.endswith("</v>") else ""
    return found[0], said.removesuffix(end), end


def take_cue(payload: str) -> CodedText:
    """Tags are codes, those that belong together a pair; timestamps stand alone.

    What has more of them than there are marks for says nothing that could be translated.
    """
    try:
        return _taken(list(_read(payload)))
    except TooManyCodes:
        return CodedText(mark(0), (Code(CodeKind.ALONE, payload),))


def _taken(run: Sequence[_Tag | str]) -> CodedText:
    partner = _pairs(run)
    pairs: dict[int, int] = {}
    coder = Coder()
    for at, one in enumerate(run):
        if isinstance(one, str):
            coder.text(unescape(_SPACE.sub(" ", one)), encoded=True)
        elif at in partner:
            pair = pairs.setdefault(min(at, partner[at]), len(pairs) + 1)
            coder.code(CodeKind.CLOSE if one.ends else CodeKind.OPEN, one.raw, pair)
        else:
            coder.code(CodeKind.ALONE, one.raw)
    return coder.result


def put_cue(target: CodedText) -> str:
    """The other way, on one line: an empty one would end the cue."""
    said = "".join(
        target.codes[index_of(sign)].markup if is_mark(sign) else escape(sign, quote=False)
        for sign in target.text
    )
    return _SPACE.sub(" ", said).strip(" ")


def _read(payload: str) -> Iterator[_Tag | str]:
    """Joined they are the payload."""
    at = 0
    for found in _TAG.finditer(payload):
        if found.start() > at:
            yield payload[at : found.start()]
        yield _Tag(found[0], found[2] if found[2] in _PAIRED else "", bool(found[1]))
        at = found.end()
    if at < len(payload):
        yield payload[at:]


def _pairs(run: Sequence[_Tag | str]) -> dict[int, int]:
    """The index of the other half, of tags that have one: a cue may end, or a ruby, with tags open."""
    found: dict[int, int] = {}
    opened: list[tuple[str, int]] = []
    for at, one in enumerate(run):
        if isinstance(one, str) or not one.name:
            continue
        if not one.ends:
            opened.append((one.name, at))
            continue
        if one.name == "ruby" and [name for name, _ in opened[-2:]] == ["ruby", "rt"]:
            opened.pop()
        if opened and opened[-1][0] == one.name:
            _, began = opened.pop()
            found |= {began: at, at: began}
    return found
