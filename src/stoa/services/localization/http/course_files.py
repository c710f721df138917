"""A course in a locale as XLIFF, for translators' own tools, and back."""

from typing import Any, Literal
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.response import Stream

from stoa.kernel.locale import parse_locale
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.forms import Form, first_answer
from stoa.runtime.http import roles
from stoa.runtime.http.received import received
from stoa.runtime.objects import Objects
from stoa.services.localization.commands.editions import WHO_MAY_TRANSLATE
from stoa.services.localization.commands.sending import Sending, Sent, send_file
from stoa.services.localization.domain.exchange.files import Format
from stoa.services.localization.domain.file import LARGEST, ROOM
from stoa.services.localization.http.shown_files import accepted, attached
from stoa.services.localization.queries.course_file import write_course


class CourseFiles(Controller):
    path = "/api/courses/{course:uuid}/locales/{locale:str}/xliff"

    @get("/", opt=roles(*WHO_MAY_TRANSLATE))
    async def export(
        self, course: UUID, locale: str, caller: Caller, db: Database, version: Literal["1.2", "2.1"] = "1.2"
    ) -> Stream:
        """Every unit, with its codes, state and proposal. Its ids say what they were when it was written."""
        tag = parse_locale(locale)
        written = await write_course(db, caller, course, tag, Format(f"xliff-{version}"))
        headers = attached(f"{course}-{tag}.xlf")
        return Stream(written, media_type="application/xliff+xml", headers=headers)

    @post("/", opt=roles(*WHO_MAY_TRANSLATE), status_code=202, request_max_body_size=LARGEST + ROOM)
    async def send(
        self, course: UUID, locale: str, form: Form, caller: Caller, db: Database, objects: Objects
    ) -> Response[Any]:
        """A form with `file`, as a tool gave it back. What moved meanwhile is kept as a conflict."""
        tag = parse_locale(locale)
        async with received(form, "file") as (path, name):
            sending = Sending(path, name, course=course, locale=tag)
            sent = await first_answer(send_file(db, objects, caller, sending), Sent)
        return accepted(form, sent)
