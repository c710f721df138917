"""A course document put together again in another language."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from stoa.kernel.captions import Cue
from stoa.services.localization.domain.captions import write_captions
from stoa.services.localization.domain.cut_object import captions_of
from stoa.services.localization.domain.document import rewrite
from stoa.services.localization.domain.places import FRONT, OBJECT
from stoa.services.localization.domain.skeletons import FieldSkeleton, close_field

Tree = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Translated:
    """tree: of a CourseDocument in the locale, without the captions. captions: WebVTT by id of the film."""

    tree: Tree
    captions: dict[str, bytes]


def translated(
    tree: Tree,
    skeletons: Mapping[UUID, Sequence[FieldSkeleton]],
    targets: Mapping[UUID, str],
    machine: Collection[UUID],
    cues: Mapping[str, Sequence[Cue]],
    locale: str,
    kept: Mapping[str, Tree],
) -> Translated:
    """targets: by segment; machine: those that no person has looked at after a machine.

    cues: in the source's locale, by film; one with captions keeps them. kept: objects that stay as they were
    made before, by id.
    """
    source = str(tree["locale"])

    def left_of(id_: object) -> Sequence[FieldSkeleton]:
        return skeletons.get(UUID(str(id_)), ())

    def texts_of(id_: object) -> dict[str, str]:
        return {one.path: close_field(one, targets, source, locale) for one in left_of(id_)}

    def told_of(id_: object) -> Tree:
        return {"translated": _told(left_of(id_), targets, machine)}

    copy = rewrite(tree, FRONT, texts_of(tree["course"])) | told_of(tree["course"])
    things, captions = [], {}
    for thing in tree["objects"]:
        if thing["id"] in kept:
            things.append(kept[thing["id"]])
            continue
        texts = texts_of(thing["id"])
        things.append(rewrite(thing, OBJECT, texts) | told_of(thing["id"]))
        if thing["id"] in cues and captions_of(thing, locale) is None:
            captions[str(thing["id"])] = write_captions(cues[thing["id"]], texts)
    whole = {**copy, "locale": locale, "source_locale": source, "objects": things}
    return Translated(whole, captions)


def _told(
    left: Sequence[FieldSkeleton], targets: Mapping[UUID, str], machine: Collection[UUID]
) -> Tree | None:
    """What readers are to know of it; None where people have translated all of it."""
    said = {one.path: _segments(one) for one in left}
    lacking = {path for path, segments in said.items() if any(one not in targets for one in segments)}
    fields = sorted({_field(path) for path in lacking})
    by_machine = any(one in targets and one in machine for segments in said.values() for one in segments)
    return {"lacking": fields, "machine": by_machine} if fields or by_machine else None


def _segments(left: FieldSkeleton) -> list[UUID]:
    return [part.segment for text in left.parts for part in text if part.segment is not None]


def _field(path: str) -> str:
    """Of the object: where the path begins."""
    return path.partition(".")[0].partition("[")[0]


def with_captions(tree: Tree, files: Mapping[str, Tree]) -> Tree:
    """files: media entries of caption files in the tree's locale, by id of the film."""
    locale = tree["locale"]
    things = [
        {**thing, "captions": {**thing.get("captions", {}), locale: files[thing["id"]]["name"]}}
        if thing["id"] in files
        else thing
        for thing in tree["objects"]
    ]
    return {**tree, "objects": things, "media": [*tree.get("media", ()), *files.values()]}
