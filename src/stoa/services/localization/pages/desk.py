"""A unit on a translator's desk: written, checked, accepted, put aside; the next one comes by itself."""

from typing import Any
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.di import Provide

from stoa.kernel.errors import Conflict, Invalid
from stoa.runtime.db import Repeated
from stoa.runtime.forms import Form, first_answer, go_on
from stoa.runtime.http import roles
from stoa.runtime.http.asked import AnyRequest, scripted
from stoa.services.localization.commands import accepting, post_edits, rejecting
from stoa.services.localization.commands.editions import WHO_MAY_TRANSLATE
from stoa.services.localization.commands.taking import take
from stoa.services.localization.domain.post_edit import Comment
from stoa.services.localization.domain.shown import ShownUnit
from stoa.services.localization.pages.asked import address, wanted_from
from stoa.services.localization.pages.laying import Room, room_of, wanted_of
from stoa.services.localization.pages.told import told
from stoa.services.localization.pages.wording import pieces, tongue
from stoa.services.localization.queries import desk

_LONGEST_S = 86_400


class DeskPages(Controller):
    path = "/translation/units/{unit:uuid}"
    opt = roles(*WHO_MAY_TRANSLATE)
    dependencies = {"room": Provide(room_of)}

    @get("/")
    async def show(
        self,
        unit: UUID,
        request: AnyRequest,
        room: Room,
        locale: str | None = None,
        course: str | None = None,
        kind: str | None = None,
        free: str | None = None,
    ) -> Response[Any]:
        asked = {"locale": locale, "course": course, "kind": kind, "free": free}
        return room.drawn(request, await room.laid(unit, wanted_from(asked)))

    @post("/accept", status_code=200)
    async def accept(self, form: Form, unit: UUID, room: Room) -> Response[Any]:
        """The target as it shall be, and the next unit."""
        said = accepting.Said(
            form.text("target"),
            form.text("source"),
            _whole(form, "version"),
            min(_whole(form, "seconds"), _LONGEST_S),
            insist=form.ticked("insist"),
        )
        accepted = accepting.accept(room.db, room.outside, room.caller, unit, said)
        try:
            await first_answer(accepted, ShownUnit)
        except Invalid as error:
            return await room.refused(form, unit, error)
        except Conflict as error:
            return await room.clashed(form, unit, error)
        return await room.next(form, done=unit)

    @post("/reject", status_code=200)
    async def reject(self, form: Form, unit: UUID, room: Room) -> Response[Any]:
        """Back to be worked at, with the reason."""
        version, why = _whole(form, "version"), form.text("why").strip()
        if not why:
            raise Invalid("unit.why_missing", field="why")
        await first_answer(
            rejecting.reject(room.db, room.outside, room.caller, unit, version, why), ShownUnit
        )
        return await room.next(form, done=unit)

    @post("/skip", status_code=200)
    async def skip(self, form: Form, unit: UUID, room: Room) -> Response[Any]:
        """Behind others of its priority."""
        try:
            await post_edits.give_back(room.db, room.caller, unit, skip=True)
        except Repeated:
            """It is put aside already."""
        except Conflict as error:
            return await room.clashed(form, unit, error)
        return await room.next(form, skipped=unit)

    @post("/take", status_code=200)
    async def take(self, form: Form, unit: UUID, room: Room) -> Response[Any]:
        """Theirs, with what they had typed."""
        await take(room.db, room.caller, unit)
        values = await room.laid(unit, wanted_of(form), kept=form.text("target") or None)
        return room.drawn(form.request, values)

    @post("/release")
    async def release(self, form: Form, unit: UUID, room: Room) -> Response[Any]:
        """Given back as it is, and to the queue."""
        try:
            await post_edits.give_back(room.db, room.caller, unit, skip=False)
        except (Conflict, Repeated):
            """It is no longer theirs."""
        return go_on(form.request, address(wanted_of(form)))

    @post("/checks", status_code=200)
    async def check(self, form: Form, unit: UUID, room: Room) -> Response[Any]:
        """What the checks say of what stands there now. Nothing is kept."""
        _, found = await desk.check(room.db, room.caller, unit, form.text("target"))
        findings = told(found, room.caller.locale)
        return room.pages.fragment(
            "localization/_findings.html", room.caller, findings=findings, refused=None, insists=False
        )

    @post("/machine", status_code=200)
    async def ask_machine(self, unit: UUID, room: Room) -> Response[Any]:
        """One more proposal. Nothing is kept."""
        asked = await desk.ask_machine(room.db, room.outside, room.caller, unit)
        answer, codes = asked.answer, asked.task.segment.coded.codes
        return room.pages.fragment(
            "localization/_machine.html",
            room.caller,
            answer=answer,
            pieces=pieces(answer.target, codes) if answer else [],
            tongue=tongue(asked.task.unit.locale),
        )

    @post("/comments", status_code=200)
    async def comment(self, form: Form, unit: UUID, room: Room) -> Response[Any]:
        await first_answer(post_edits.comment(room.db, room.caller, unit, form.text("text")), Comment)
        if not scripted(form.request):
            return go_on(form.request, address(wanted_of(form), f"/translation/units/{unit}"))
        comments = await desk.list_comments(room.db, room.caller, unit)
        return room.pages.fragment("localization/_comments.html", room.caller, comments=comments)


def _whole(form: Form, field: str) -> int:
    text = form.text(field)
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Invalid("input.not_a_number", field=field)
    return int(text)
