"""A learning object as readers will see it: HTML that leads nowhere, with one segment marked in its place."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from html import escape, unescape
from typing import Any
from uuid import UUID

from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.cutting import Stretch, piece_of
from stoa.services.localization.domain.document import fields
from stoa.services.localization.domain.inline.contained import contained
from stoa.services.localization.domain.inline.skeleton import Text
from stoa.services.localization.domain.inline.tags import Tag, attributes, encode_attribute, read
from stoa.services.localization.domain.places import Form, Shape
from stoa.services.localization.domain.segment import Segment
from stoa.services.localization.domain.skeletons import FieldSkeleton, Part, close_field, tongue

_START, _STOP = "\ufdd0", "\ufdd1"
_PROPOSED, _END = "\ufdd2", "\ufdd3"
"""Around the segment at hand and around proposals, while all is put together. Noncharacters: no text should
have them. Source: Unicode 15, 23.7."""
_EDGES = re.compile("[\ufdd0-\ufdd3]")
_NO_SIGN = "\ufffd"
"""In the place of one that a course has all the same: what is counted in its texts stays where it is."""
_SHOWN = """
    alt class colspan datetime dir height lang open reversed rowspan scope span src start title width
"""
_KEPT = frozenset(_SHOWN.split())
"""Attributes that show something. Whatever else there is names or acts: no id, no link, no handler."""
_MEDIUM = "media:"
_CUE_TAG = re.compile(r"<(/?)([a-z]*+)[^<>]*>")
_CUE_TAGS_SHOWN = frozenset({"b", "i", "u", "ruby", "rt"})


class Side(StrEnum):
    SOURCE = "source"
    TARGET = "target"


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown of an object. source, target: locales; target is the source's where that is looked at.

    targets: by segment; proposed: likewise, where nobody and nothing has said that it is right. here: the
    segment at hand; written: what it says, with its marks as far as it has them, empty for nothing.
    files: address below which pictures of the course lie.
    """

    source: str
    target: str
    targets: Mapping[UUID, str]
    proposed: Mapping[UUID, str]
    here: Segment
    written: str
    files: str

    @property
    def says(self) -> bool:
        return bool(self.written.strip())


def shown_texts(
    thing: Mapping[str, Any], shape: Shape, skeletons: Sequence[FieldSkeleton], shown: Shown
) -> dict[str, str]:
    """HTML by path, of every text of the object; cues by theirs. What was never cut says its source.

    The segment at hand is in an element `<mark data-here>`, which follows the tag where it is an attribute;
    a proposal in `<u class="preview-proposed">`.
    """
    plain = {one.path: _html(_edgeless(one.text), one.form, shown) for one in fields(thing, shape)}
    return plain | {one.path: _said(_edgeless_field(one), shown) for one in skeletons}


def codes_shown(skeletons: Iterable[FieldSkeleton], shown: Shown) -> list[str]:
    """HTML of each code of the segment at hand, for who puts other words around them."""
    form = shown.here.form
    if any(_is_attribute(one, shown.here.id) for one in skeletons):
        form = Form.PLAIN
    return [_html(_edgeless(code.markup), form, shown) for code in shown.here.coded.codes]


def _said(skeleton: FieldSkeleton, shown: Shown) -> str:
    standing = {id_: _edgeless(said) for id_, said in shown.targets.items()}
    targets = {**standing, **_proposals(skeleton, shown)}
    if shown.says:
        targets[shown.here.id] = f"{_START}{_shown(shown.written, shown.here.coded)}{_STOP}"
    else:
        targets.pop(shown.here.id, None)
        skeleton = _edged(skeleton, shown.here.id)
    html = _html(close_field(skeleton, targets, shown.source, shown.target), skeleton.form, shown)
    if skeleton.form is Form.HTML or not _lacks(skeleton, targets):
        return html
    return f"<span{tongue(shown.source)}>{html}</span>"


def _proposals(skeleton: FieldSkeleton, shown: Shown) -> dict[UUID, str]:
    return {
        part.segment: f"{_PROPOSED}{_shown(said, piece_of(text.coded, part.stretch))}{_END}"
        for text, parts in zip(skeleton.frame.texts, skeleton.parts, strict=True)
        for part in parts
        if part.segment and (said := shown.proposed.get(part.segment))
    }


def _edgeless(text: str) -> str:
    return text if text.isascii() else _EDGES.sub(_NO_SIGN, text)


def _edgeless_field(skeleton: FieldSkeleton) -> FieldSkeleton:
    pieces = tuple(_edgeless(one) if isinstance(one, str) else one for one in skeleton.frame.pieces)
    texts = tuple(replace(one, coded=_edgeless_coded(one.coded)) for one in skeleton.frame.texts)
    return replace(skeleton, frame=replace(skeleton.frame, pieces=pieces, texts=texts))


def _edgeless_coded(coded: CodedText) -> CodedText:
    codes = tuple(replace(one, markup=_edgeless(one.markup)) for one in coded.codes)
    return CodedText(_edgeless(coded.text), codes)


def _shown(said: str, source: CodedText) -> str:
    return contained(_EDGES.sub("", said), source.codes)


def _edged(skeleton: FieldSkeleton, here: UUID) -> FieldSkeleton:
    """With edges around the segment in the source itself, where it goes on in a row with its neighbours."""
    found = [_edged_text(*one, here) for one in zip(skeleton.frame.texts, skeleton.parts, strict=True)]
    frame = replace(skeleton.frame, texts=tuple(text for text, _ in found))
    return replace(skeleton, frame=frame, parts=tuple(parts for _, parts in found))


def _edged_text(text: Text, parts: tuple[Part, ...], here: UUID) -> tuple[Text, tuple[Part, ...]]:
    at = next((at for at, part in enumerate(parts) if part.segment == here), None)
    if at is None:
        return text, parts
    whole, (start, stop) = text.coded.text, _ends(parts[at])
    edged = f"{whole[:start]}{_START}{whole[start:stop]}{_STOP}{whole[stop:]}"
    own = replace(parts[at], stretch=Stretch(start, stop + 2))
    behind = (replace(part, stretch=Stretch(*(end + 2 for end in _ends(part)))) for part in parts[at + 1 :])
    return replace(text, coded=replace(text.coded, text=edged)), (*parts[:at], own, *behind)


def _ends(part: Part) -> tuple[int, int]:
    return part.stretch.start, part.stretch.stop


def _html(text: str, form: Form, shown: Shown) -> str:
    if form is Form.PLAIN:
        return _marked(escape(text), shown)
    if form is Form.CUE:
        return _marked(_cue(text), shown)
    return "".join(_marked(one, shown) if isinstance(one, str) else _inert(one, shown) for one in read(text))


def _marked(html: str, shown: Shown) -> str:
    html = html.replace(_START, _opening("", shown)).replace(_STOP, "</mark>")
    return html.replace(_PROPOSED, '<u class="preview-proposed">').replace(_END, "</u>")


def _opening(kind: str, shown: Shown) -> str:
    locale = shown.target if shown.says else shown.source
    return f'<mark class="preview-here{kind}" data-here{tongue(locale)}>'


def _inert(tag: Tag, shown: Shown) -> str:
    """The tag without what acts or names. A segment that is the value of an attribute follows it."""
    if tag.ends or not tag.name:
        return tag.raw if tag.name else ""
    kept, note = "", ""
    for one in attributes(tag.raw):
        value = _EDGES.sub("", one.value)
        if _START in one.value:
            note = f"{_opening(' preview-note', shown)}{escape(value)}</mark>"
        if one.name == "src":
            if not value.startswith(_MEDIUM):
                continue
            value = f"{shown.files}/{value.removeprefix(_MEDIUM)}"
        if one.name in _KEPT:
            kept += f' {one.name}="{encode_attribute(value)}"'
    return f"<{tag.name}{kept}>{note}"


def _cue(text: str) -> str:
    """Nobody has sanitised captions: of their tags the bare names are shown, all else is words."""
    said, at = "", 0
    for found in _CUE_TAG.finditer(text):
        said += _words(text[at : found.start()]) + _cue_tag(found)
        at = found.end()
    return said + _words(text[at:])


def _words(text: str) -> str:
    return escape(unescape(text), quote=False)


def _cue_tag(found: re.Match[str]) -> str:
    return f"<{found[1]}{found[2]}>" if found[2] in _CUE_TAGS_SHOWN else ""


def _lacks(skeleton: FieldSkeleton, targets: Mapping[UUID, str]) -> bool:
    return any(part.segment not in targets for text in skeleton.parts for part in text if part.segment)


def _is_attribute(skeleton: FieldSkeleton, here: UUID) -> bool:
    return any(
        text.attribute and any(part.segment == here for part in parts)
        for text, parts in zip(skeleton.frame.texts, skeleton.parts, strict=True)
    )
