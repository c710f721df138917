"""Courses: list, make, describe, write, publish."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Controller, delete, get, post, put

from stoa.kernel.page import Page
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.forms import first_answer
from stoa.runtime.http import roles
from stoa.runtime.http.body import Body
from stoa.runtime.objects import Objects
from stoa.services.content.commands import courses as making
from stoa.services.content.commands import drafting, publishing, restoring
from stoa.services.content.domain.differences import Difference
from stoa.services.content.domain.draft import EDITORS
from stoa.services.content.domain.html import clean
from stoa.services.content.domain.objects import Front, LearningObject, Tree
from stoa.services.content.domain.outline import Entry
from stoa.services.content.domain.texts import rewrite
from stoa.services.content.queries import courses as asking
from stoa.services.content.queries import history as past
from stoa.services.content.store.courses import Listed
from stoa.services.content.store.history import Change, Revision
from stoa.services.content.store.publications import Publication

_Title = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


class NewCourse(Body, frozen=True, kw_only=True):
    title: _Title
    locale: str = "en"


class Description(making.About, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """version: of what was read before."""

    version: int


class NewObject(Body, frozen=True, kw_only=True):
    kind: str
    title: _Title
    parent: UUID | None = None
    after: UUID | None = None


class ObjectEdit(Body, frozen=True, kw_only=True):
    version: int
    object: LearningObject


class Place(Body, frozen=True, kw_only=True):
    parent: UUID | None = None
    after: UUID | None = None


class Order(Body, frozen=True, kw_only=True):
    parent: UUID | None = None
    order: list[UUID]


class Publish(Body, frozen=True, kw_only=True):
    """change: the last that was seen; without it whatever is there is published."""

    change: int | None = None


class CourseShown(msgspec.Struct, frozen=True, kw_only=True):
    id: UUID
    front: Front
    version: int
    change: int
    revision: int
    published: int | None
    waiting_changes: int
    outline: list[Entry]


class ObjectShown(msgspec.Struct, frozen=True, kw_only=True):
    object: LearningObject
    version: int


class RevisionShown(msgspec.Struct, frozen=True, kw_only=True):
    """since: number of the revision before. current: it is what the draft is."""

    revision: Revision
    since: int | None
    current: bool
    differences: list[Difference]


class PastShown(msgspec.Struct, frozen=True, kw_only=True):
    revisions: list[Revision]
    changes: list[Change]
    publications: list[Publication]
    next: int | None


class Courses(Controller):
    path = "/api/courses"

    @get("/", opt=roles(*EDITORS))
    async def list_courses(
        self, caller: Caller, db: Database, words: str = "", after: str | None = None
    ) -> Page[Listed]:
        return await asking.list_courses(db, caller, words, after)

    @post("/", opt=roles(*EDITORS))
    async def make(self, data: NewCourse, caller: Caller, db: Database) -> making.Made:
        return await making.make_course(db, caller, data.title, data.locale)

    @get("/{course:uuid}", opt=roles(*EDITORS))
    async def show(self, course: UUID, caller: Caller, db: Database) -> CourseShown:
        found = await asking.load_outline(db, caller, course)
        row = found.course
        return CourseShown(
            id=row.id,
            front=row.front,
            version=row.version,
            change=row.change,
            revision=row.revision,
            published=row.published,
            waiting_changes=found.waiting_changes,
            outline=[line.entry for line in found.lines]
            + [entry for entries in found.asked.values() for entry in entries],
        )

    @put("/{course:uuid}", opt=roles(*EDITORS))
    async def describe(self, course: UUID, data: Description, caller: Caller, db: Database) -> dict[str, int]:
        return {"version": await making.describe_course(db, caller, course, data.version, data)}

    @post("/{course:uuid}/archive", opt=roles(*EDITORS), status_code=204)
    async def archive(self, course: UUID, caller: Caller, db: Database) -> None:
        await first_answer(making.archive_course(db, caller, course), UUID)

    @post("/{course:uuid}/restore", opt=roles(*EDITORS), status_code=204)
    async def take_back(self, course: UUID, caller: Caller, db: Database) -> None:
        """An archived course takes learners and is written again."""
        await first_answer(making.restore_course(db, caller, course), UUID)

    @delete("/{course:uuid}", opt=roles(*EDITORS))
    async def remove(self, course: UUID, caller: Caller, db: Database, objects: Objects) -> None:
        """One that was never published, with all that was kept of it."""
        await first_answer(making.delete_course(db, objects, caller, course), UUID)

    @get("/{course:uuid}/history", opt=roles(*EDITORS))
    async def history(
        self, course: UUID, caller: Caller, db: Database, before: int | None = None
    ) -> PastShown:
        found = await past.load_past(db, caller, course, before)
        return PastShown(
            revisions=found.revisions,
            changes=found.changes,
            publications=found.publications,
            next=found.next,
        )

    @post("/{course:uuid}/changes/{number:int}/undo", opt=roles(*EDITORS))
    async def undo(self, course: UUID, number: int, caller: Caller, db: Database) -> dict[str, int]:
        return {"change": await drafting.undo_change(db, caller, course, number)}

    @get("/{course:uuid}/revisions/{number:int}", opt=roles(*EDITORS))
    async def revision(
        self, course: UUID, number: int, caller: Caller, db: Database, objects: Objects
    ) -> RevisionShown:
        """What it changed against the one before."""
        found = await past.compare_revision(db, objects, caller, course, number)
        return RevisionShown(
            revision=found.revision,
            since=found.since.number if found.since else None,
            current=found.current,
            differences=found.differences,
        )

    @get("/{course:uuid}/revisions/{number:int}/tree", opt=roles(*EDITORS))
    async def tree(self, course: UUID, number: int, caller: Caller, db: Database, objects: Objects) -> Tree:
        """All that was in it."""
        return (await past.load_revision(db, objects, caller, course, number)).tree

    @post("/{course:uuid}/revisions/{number:int}/restore", opt=roles(*EDITORS))
    async def restore(
        self, course: UUID, number: int, caller: Caller, db: Database, objects: Objects
    ) -> dict[str, int]:
        """It becomes the draft and a new revision; what is in the draft is kept as one first."""
        restored = restoring.restore_revision(db, objects, caller, course, number)
        return {"change": await first_answer(restored, int)}

    @post("/{course:uuid}/publications", opt=roles(*EDITORS))
    async def publish(
        self, course: UUID, data: Publish, caller: Caller, db: Database, objects: Objects
    ) -> publishing.Published:
        return await publishing.publish(db, objects, caller, course, data.change)


class CourseObjects(Controller):
    path = "/api/courses/{course:uuid}/objects"

    @post("/", opt=roles(*EDITORS))
    async def add(self, course: UUID, data: NewObject, caller: Caller, db: Database) -> drafting.Saved:
        return await drafting.add_object(db, caller, course, data.kind, data.title, data.parent, data.after)

    @get("/{about:uuid}", opt=roles(*EDITORS))
    async def show(self, course: UUID, about: UUID, caller: Caller, db: Database) -> ObjectShown:
        found = await asking.load_object(db, caller, course, about)
        return ObjectShown(object=found.draft.object, version=found.draft.version)

    @put("/{about:uuid}", opt=roles(*EDITORS))
    async def edit(
        self, course: UUID, about: UUID, data: ObjectEdit, caller: Caller, db: Database
    ) -> drafting.Saved:
        """Every text in it is sanitised; parent and id stay as they are."""
        edited = rewrite(data.object, clean)
        return await drafting.edit_object(
            db, caller, course, data.version, msgspec.structs.replace(edited, id=about)
        )

    @delete("/{about:uuid}", opt=roles(*EDITORS), status_code=200)
    async def remove(self, course: UUID, about: UUID, caller: Caller, db: Database) -> drafting.Saved:
        return await drafting.delete_object(db, caller, course, about)

    @post("/{about:uuid}/move", opt=roles(*EDITORS))
    async def move(
        self, course: UUID, about: UUID, data: Place, caller: Caller, db: Database
    ) -> drafting.Saved:
        return await drafting.move_object(db, caller, course, about, data.parent, data.after)

    @post("/order", opt=roles(*EDITORS))
    async def order(self, course: UUID, data: Order, caller: Caller, db: Database) -> dict[str, int]:
        return {"change": await drafting.order_objects(db, caller, course, data.parent, data.order)}
