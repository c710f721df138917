"""Prerequisites and completion of a course folder. See docs/formats/course-folder.md, 3."""

from collections.abc import Iterable
from uuid import UUID

from msgspec.structs import replace

from stoa.services.content.adapters.folder.fields import Fields
from stoa.services.content.domain.objects import (
    Block,
    Completion,
    Front,
    ItemSetObject,
    LearningObject,
    MoveOn,
)


def read_prerequisites(fields: Fields, objects: list[LearningObject]) -> list[LearningObject]:
    """Each object with those that must be satisfied before it opens; blocks stand for all that is in them."""
    by_name = {this.key: this for this in objects}
    optional = {this.id for this in objects if this.move_on is MoveOn.NOT_APPLICABLE}
    requires: dict[UUID, list[UUID]] = {}
    for name, value in fields.named("prerequisites"):
        entries = value.data if isinstance(value.data, list) else []
        given = [entry.written for entry in entries]
        for unknown in [one for one in [name, *given] if one not in by_name]:
            fields.fault("unknown_id", "prerequisites", unknown, "an_object_id", line=value.line)
        before = [leaf for one in given if one in by_name for leaf in _leaves(by_name[one], objects)]
        before = [leaf for leaf in before if leaf not in optional]
        for leaf in _leaves(by_name[name], objects) if name in by_name else []:
            if leaf in before:
                fields.fault("cycle", "prerequisites", name, "no_cycle", line=value.line)
            requires.setdefault(leaf, []).extend(one for one in before if one != leaf)
    if _circles(requires):
        fields.fault("cycle", "prerequisites", "", "no_cycle")
    return [replace(this, requires=list(dict.fromkeys(requires.get(this.id, [])))) for this in objects]


def _leaves(top: LearningObject, objects: Iterable[LearningObject]) -> list[UUID]:
    """The object itself, or all of a block that stand in the outline. objects: depth first."""
    if not isinstance(top, Block):
        return [top.id]
    inside = {top.id}
    leaves = []
    for this in objects:
        if this.parent in inside:
            inside.add(this.id)
            if not isinstance(this, Block) and not _in_video(this):
                leaves.append(this.id)
    return leaves


def _in_video(this: LearningObject) -> bool:
    return isinstance(this, ItemSetObject) and this.in_video is not None


def _circles(requires: dict[UUID, list[UUID]]) -> bool:
    """Whether taking away what requires nothing that is left comes to a halt."""
    left = {this: set(before) & requires.keys() for this, before in requires.items()}
    while left:
        free = {this for this, before in left.items() if not before & left.keys()}
        if not free:
            return True
        left = {this: before for this, before in left.items() if this not in free}
    return False


def read_completion(
    fields: Fields, front: Front, objects: list[LearningObject]
) -> tuple[Front, list[LearningObject]]:
    """The rule of the course, and the objects with what is required of them."""
    inner = fields.inner("completion")
    share, mastery = 1.0, None
    if inner is not None:
        share = inner.number("share", 1.0, above=0, most=1)
        mastery = inner.number("mastery_score", above=0, most=1) if inner.has("mastery_score") else None
        inner.value("mastery_score")
        wanted = _wanted(inner, {this.key for this in objects if not isinstance(this, Block)})
        inner.end()
        if wanted is not None:
            objects = [replace(this, required=this.required and this.key in wanted) for this in objects]
    passed = [this.id for this in objects if this.required and this.move_on.needs_pass]
    rule = Completion(required_share=share, passed=passed, mastery_score=mastery)
    return replace(front, completion=rule), objects


def _wanted(fields: Fields, known: set[str]) -> set[str] | None:
    """None stands for all."""
    value = fields.value("objects")
    if value is None or value.data == "all":
        return None
    if not isinstance(value.data, list):
        fields.fault("unknown_value", "objects", value.written, "all_or_ids")
        return None
    for entry in value.data:
        if entry.written not in known:
            fields.fault("unknown_id", "objects", entry.written, "an_object_id", line=entry.line)
    return {entry.written for entry in value.data}
