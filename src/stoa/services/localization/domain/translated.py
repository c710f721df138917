"""A course document put together again in another language."""

from collections.abc import Mapping, Sequence
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
    cues: Mapping[str, Sequence[Cue]],
    locale: str,
) -> Translated:
    """targets: by segment. cues: in the source's locale, by film; one with captions keeps them."""
    source = str(tree["locale"])

    def texts_of(id_: object) -> dict[str, str]:
        left = skeletons.get(UUID(str(id_)), ())
        return {one.path: close_field(one, targets, source, locale) for one in left}

    copy = rewrite(tree, FRONT, texts_of(tree["course"]))
    things, captions = [], {}
    for thing in tree["objects"]:
        texts = texts_of(thing["id"])
        things.append(rewrite(thing, OBJECT, texts))
        if thing["id"] in cues and captions_of(thing, locale) is None:
            captions[str(thing["id"])] = write_captions(cues[thing["id"]], texts)
    return Translated({**copy, "locale": locale, "objects": things}, captions)


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
