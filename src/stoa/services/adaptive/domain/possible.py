"""What could be offered to a learner where they are."""

from uuid import UUID

import msgspec

from stoa.services.adaptive.domain.course import CourseMap
from stoa.services.adaptive.domain.kind import Kind
from stoa.services.adaptive.domain.learning import Learning


class Possible(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """advance, repeat: the object to go to. simpler, deeper: the object that explains so. None: not possible.

    exam: the learner sits one; then nothing is offered.
    """

    advance: UUID | None = None
    repeat: UUID | None = None
    simpler: UUID | None = None
    deeper: UUID | None = None
    help: bool = False
    rest: bool = False
    exam: bool = False

    def allows(self, kind: Kind) -> bool:
        if kind is Kind.HELP:
            return self.help
        if kind is Kind.BREAK:
            return self.rest
        return self.target(kind) is not None

    def target(self, kind: Kind) -> UUID | None:
        match kind:
            case Kind.ADVANCE:
                return self.advance
            case Kind.REPEAT:
                return self.repeat
            case Kind.SIMPLER:
                return self.simpler
            case Kind.DEEPER:
                return self.deeper
            case _:
                return None


def possible(course: CourseMap, learning: Learning) -> Possible:
    here = course.get(learning.visit.object)
    if here is None:
        return Possible()
    taught = course.teacher(here.id)
    return Possible(
        advance=_next(course, learning, here.id),
        repeat=taught if taught != here.id and taught in learning.objects else None,
        simpler=_explained(course, learning, here.id, "simpler"),
        deeper=_explained(course, learning, here.id, "deeper"),
        help=True,
        rest=True,
        exam=here.exam,
    )


def _next(course: CourseMap, learning: Learning, thing: UUID) -> UUID | None:
    """Unless it waits for something that was never opened."""
    following = course.after(thing)
    if following is None or any(one not in learning.objects for one in following.requires):
        return None
    return following.id


def _explained(course: CourseMap, learning: Learning, thing: UUID, level: str) -> UUID | None:
    """Unless it is shown at that level already."""
    teacher = course.teacher(thing, level)
    return None if teacher == thing and learning.visit.level == level else teacher
