"""An object of a course cut into segments, with the ids that they had."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from stoa.kernel.captions import Cue
from stoa.kernel.checksum import Checksum, checksum_of
from stoa.services.localization.domain.captions import cue_fields
from stoa.services.localization.domain.carry import Known, carry_over
from stoa.services.localization.domain.cutting import Ends
from stoa.services.localization.domain.document import Field, fields
from stoa.services.localization.domain.places import FRONT, OBJECT
from stoa.services.localization.domain.segment import Segment, contexts
from stoa.services.localization.domain.skeletons import FieldSkeleton, open_field

CUT = 1
"""Counts up when the same text would be cut in another way: then everything is cut anew."""
CUES = 2
"""The same of captions."""


@dataclass(frozen=True, slots=True)
class Uncut:
    """fields: all but captions. captions: checksum of the file in the source's locale, empty for none.
    brought: other locales of which it has captions of its own, where it has those.

    id: the course's own for its front.
    """

    id: UUID
    kind: str
    title: str
    fields: tuple[Field, ...]
    captions: str
    checksum: Checksum
    brought: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CutObject:
    """gone: segments that are no longer there. added, changed: how many are new or say something else."""

    uncut: Uncut
    skeletons: list[FieldSkeleton]
    segments: list[Segment]
    gone: list[UUID]
    added: int
    changed: int


def uncut_objects(tree: dict[str, Any]) -> list[Uncut]:
    """tree: of a CourseDocument. The front first, then the objects in order."""
    locale = str(tree["locale"])
    media = {entry["name"]: str(entry["checksum"]) for entry in tree.get("media", ())}
    front = _uncut(UUID(tree["course"]), "course", tree["title"], list(fields(tree, FRONT)), "", locale)
    found = [front]
    for thing in tree["objects"]:
        file = captions_of(thing, locale)
        captions = media.get(file, "") if file else ""
        said = list(fields(thing, OBJECT))
        one = _uncut(UUID(thing["id"]), thing["kind"], thing["title"], said, captions, locale)
        brought = tuple(sorted(set(thing.get("captions", {})) - {locale})) if captions else ()
        found.append(_with_brought(one, brought) if brought else one)
    return found


def captions_of(thing: dict[str, Any], locale: str) -> str | None:
    """Name of the caption file of a film in the locale."""
    named = thing.get("captions", {}).get(locale)
    return None if named is None else str(named)


def _uncut(id_: UUID, kind: str, title: str, said: list[Field], captions: str, locale: str) -> Uncut:
    file = captions and f"{captions} {CUES}"
    mark = checksum_of([CUT, locale, file, [(one.path, one.form, one.text) for one in said]])
    return Uncut(id_, kind, title, tuple(said), captions, mark)


def _with_brought(one: Uncut, brought: tuple[str, ...]) -> Uncut:
    """Other locales make another mark: what is to be translated there is other cues."""
    return replace(one, brought=brought, checksum=checksum_of([one.checksum, brought]))


def cut_object(
    uncut: Uncut,
    cues: Sequence[Cue],
    course: UUID,
    locale: str,
    before: Sequence[Known],
    gone: Sequence[Known],
    ends: Ends,
    fresh: Callable[[], UUID],
) -> CutObject:
    """before, gone: its segments as they were. fresh: makes ids for new ones."""
    opened = [open_field(one, locale, ends) for one in (*uncut.fields, *cue_fields(cues))]
    cuts = [cut for field in opened for cut in field.cuts]
    carried = carry_over(before, cuts, gone)
    ids = [fresh() if id_ is None else id_ for id_ in carried]
    segments = [
        Segment(id_, course, uncut.id, cut.path, cut.form, at, cut.coded, cut.checksum, context)
        for at, (id_, cut, context) in enumerate(zip(ids, cuts, contexts(cuts), strict=True))
    ]
    waiting = iter(ids)
    skeletons = [field.named([next(waiting) for _ in field.cuts]) for field in opened]
    said, kept = {known.id: known.checksum for known in before}, set(ids)
    return CutObject(
        uncut=uncut,
        skeletons=skeletons,
        segments=segments,
        gone=[known.id for known in before if known.id not in kept],
        added=sum(id_ not in said for id_ in ids),
        changed=sum(id_ in said and said[id_] != cut.checksum for id_, cut in zip(ids, cuts, strict=True)),
    )
