"""What is left of an object when its segments are taken out, and the way back into another language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from stoa.kernel.locale import direction
from stoa.services.localization.domain.coded import Code, CodedText, CodeKind, is_mark, mark
from stoa.services.localization.domain.cutting import Ends, Stretch, back_in, piece_of, stretches
from stoa.services.localization.domain.document import Field
from stoa.services.localization.domain.inline.cues import put_cue, take_cue
from stoa.services.localization.domain.inline.plain import put_plain, take_plain
from stoa.services.localization.domain.inline.skeleton import (
    Skeleton,
    Text,
    pictures,
    put_together,
    take_apart,
)
from stoa.services.localization.domain.places import Form
from stoa.services.localization.domain.segment import Cut, content_checksum, says_words

_NO_SPACES = frozenset({"zh", "ja", "th", "lo", "km", "my"})
"""Languages that leave nothing between sentences."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text and the segment in it; None where there is nothing to translate."""

    stretch: Stretch
    segment: UUID | None


@dataclass(frozen=True, slots=True)
class FieldSkeleton:
    """frame: mark-up, and texts with their places in it. parts: of each text, in turn."""

    path: str
    form: Form
    frame: Skeleton
    parts: tuple[tuple[Part, ...], ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """A field taken apart, before its segments have ids."""

    field: Field
    frame: Skeleton
    stretches: tuple[tuple[tuple[Stretch, Cut | None], ...], ...]

    @property
    def cuts(self) -> list[Cut]:
        return [cut for text in self.stretches for _, cut in text if cut is not None]

    def named(self, ids: Sequence[UUID]) -> FieldSkeleton:
        """ids: of the cuts, in order."""
        waiting = iter(ids)
        parts = tuple(
            tuple(Part(stretch, None if cut is None else next(waiting)) for stretch, cut in text)
            for text in self.stretches
        )
        return FieldSkeleton(self.field.path, self.field.form, self.frame, parts)


def open_field(field: Field, locale: str, ends: Ends) -> Opened:
    """locale: of the source."""
    frame = take_apart(field.text) if field.form is Form.HTML else _whole(field)
    whole = field.form is not Form.HTML
    cut = tuple(tuple(_cut(field, text, locale, _at_end if whole else ends)) for text in frame.texts)
    return Opened(field, frame, cut)


def _whole(field: Field) -> Skeleton:
    take = take_cue if field.form is Form.CUE else take_plain
    return Skeleton((0,), (Text(take(field.text)),))


def _at_end(coded: CodedText, _: str) -> Sequence[int]:
    return [len(coded.text)]


def _cut(field: Field, text: Text, locale: str, ends: Ends) -> list[tuple[Stretch, Cut | None]]:
    """Attributes and preformatted text stay whole."""
    chosen = _at_end if text.attribute or text.keeps_space else ends
    found: list[tuple[Stretch, Cut | None]] = []
    for stretch in stretches(text.coded, locale, chosen):
        piece = piece_of(text.coded, stretch)
        cut = Cut(field.path, field.form, piece, content_checksum(piece)) if says_words(piece) else None
        found.append((stretch, cut))
    return found


def close_field(skeleton: FieldSkeleton, targets: Mapping[UUID, str], source: str, target: str) -> str:
    """The field in the target's language; segments without a target say what the source says, marked with it.

    targets: by segment, each with the marks of its segment. source, target: locales.
    """
    said = [
        _said(text, parts, targets, source, target, skeleton.form)
        for text, parts in zip(skeleton.frame.texts, skeleton.parts, strict=True)
    ]
    if skeleton.form is Form.CUE:
        return put_cue(said[0])
    if skeleton.form is not Form.HTML:
        return put_plain(said[0])
    texts = tuple(replace(text, coded=one) for text, one in zip(skeleton.frame.texts, said, strict=True))
    return put_together(
        Skeleton(skeleton.frame.pieces, texts), [None] * len(texts), _foreign(skeleton, targets, source)
    )


def _foreign(skeleton: FieldSkeleton, targets: Mapping[UUID, str], source: str) -> dict[int, str]:
    """What marks pictures that only the source puts in words, by index of the first text of each."""

    def segments(text: int) -> list[UUID]:
        return [part.segment for part in skeleton.parts[text] if part.segment is not None]

    found = {}
    for texts in pictures(skeleton.frame):
        named = [segment for text in texts for segment in segments(text)]
        if named and targets.keys().isdisjoint(named):
            found[texts[0]] = tongue(source)
    return found


def tongue(locale: str) -> str:
    """Attributes of an element whose content is in the locale."""
    return f' lang="{locale}" dir="{direction(locale)}"'


def _marked(form: Form, locale: str) -> tuple[str, str]:
    """What stands around a stretch in the locale. Source for cues: W3C WebVTT, 4.2.2."""
    return (f"<lang {locale}>", "</lang>") if form is Form.CUE else (f"<span{tongue(locale)}>", "</span>")


def _said(
    text: Text,
    parts: Sequence[Part],
    targets: Mapping[UUID, str],
    source: str,
    target: str,
    form: Form,
) -> CodedText:
    codes, signs, at, closing = list(text.coded.codes), "", 0, ""
    for part in parts:
        gap = text.coded.text[at : part.stretch.start]
        lacking = part.segment is not None and part.segment not in targets
        # What is missing in a row is one span, so that its sentences follow each other in its own direction.
        if closing and lacking and not any(map(is_mark, gap)):
            signs += gap
        else:
            signs += closing + _gap(gap, bool(signs), source, target)
            closing = ""
        own = text.coded.text[part.stretch.start : part.stretch.stop]
        if part.segment is None:
            signs += own
        elif part.segment in targets:
            signs += back_in(text.coded, part.stretch, targets[part.segment])
        elif form is not Form.PLAIN and not text.attribute:
            if not closing:
                pair = len(codes)
                opening, end = _marked(form, source)
                codes += [Code(CodeKind.OPEN, opening, pair), Code(CodeKind.CLOSE, end, pair)]
                signs, closing = signs + mark(pair), mark(pair + 1)
            signs += own
        else:
            signs += own
        at = part.stretch.stop
    return CodedText(signs + closing + text.coded.text[at:], tuple(codes))


def _gap(gap: str, between: bool, source: str, target: str) -> str:
    """What stands between sentences, as the target's language has it."""
    if not between:
        return gap
    spaced = target.split("-")[0] not in _NO_SPACES
    if source.split("-")[0] in _NO_SPACES and spaced:
        return gap or " "
    return gap if spaced else gap.replace(" ", "")
