"""A course as a learner would see it, straight from the draft; and its files, for this and for the editor."""

import re
from typing import Any
from uuid import UUID

from litestar import Controller, Response, get

from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.http import roles
from stoa.runtime.http.asked import AnyRequest
from stoa.runtime.objects import Objects
from stoa.runtime.pages import Pages
from stoa.services.content.domain.checks import is_web_address
from stoa.services.content.domain.draft import EDITORS
from stoa.services.content.domain.html import Html
from stoa.services.content.domain.objects import LearningObject, LinkObject, Media
from stoa.services.content.domain.texts import rewrite
from stoa.services.content.queries.courses import load_medium, load_object, load_outline

_ADDRESS = re.compile(r'(src|href)="(media|object):([^"#]+)')
_RANGE = re.compile(r"bytes=(\d+)-(\d*)")
_SHOWN_IN_PLACE = ("image/", "video/", "audio/", "text/vtt")
_INERT = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"


class PreviewPages(Controller):
    path = "/editor/courses/{course:uuid}"

    @get("/preview", opt=roles(*EDITORS))
    async def show(
        self,
        course: UUID,
        caller: Caller,
        db: Database,
        pages: Pages,
        shown: UUID | None = None,
        level: str = "standard",
    ) -> Response[Any]:
        """shown: the object; without it, the first that is not a block."""
        outline = await load_outline(db, caller, course)
        lines = outline.lines
        about = shown or next((line.entry.id for line in lines if line.entry.kind != "block"), None)
        found = await load_object(db, caller, course, about) if about else None
        here = f"/editor/courses/{course}"
        this = led(found.draft.object, here) if found else None
        return pages.show(
            "content/preview.html",
            caller,
            course=outline.course,
            front=outline.course.front,
            lines=lines,
            revision=None,
            base=here,
            this=this,
            level=level,
            address=web_address(this),
        )

    @get("/media/{name:path}", opt=roles(*EDITORS))
    async def medium(
        self, course: UUID, name: str, request: AnyRequest, caller: Caller, db: Database, objects: Objects
    ) -> Response[bytes]:
        """As inert as can be: a drawing opened by itself runs nothing."""
        medium = await load_medium(db, caller, course, name.lstrip("/"))
        return await inert(request, objects, medium)


async def inert(request: AnyRequest, objects: Objects, medium: Media) -> Response[bytes]:
    """A file of a course, in ranges, that does nothing where it is opened."""
    data = await objects.private.get(medium.key, medium.checksum)
    in_place = medium.media_type.startswith(_SHOWN_IN_PLACE)
    headers = {
        "Content-Security-Policy": _INERT,
        "Content-Disposition": "inline" if in_place else "attachment",
        "Cache-Control": "private, max-age=300",
        "Accept-Ranges": "bytes",
    }
    wanted = _RANGE.fullmatch(request.headers.get("range", ""))
    if wanted is None or int(wanted[1]) >= len(data):
        return Response(data, media_type=medium.media_type, headers=headers)
    first, last = int(wanted[1]), min(int(wanted[2] or len(data) - 1), len(data) - 1)
    headers["Content-Range"] = f"bytes {first}-{last}/{len(data)}"
    return Response(data[first : last + 1], status_code=206, media_type=medium.media_type, headers=headers)


def web_address(this: LearningObject | None) -> str | None:
    return this.url if isinstance(this, LinkObject) and is_web_address(this.url) else None


def led(this: LearningObject, here: str) -> LearningObject:
    """Addresses of the course in its texts led to the doors below `here`. They are sanitised and stay so."""

    def address(match: re.Match[str]) -> str:
        where = f"/media/{match[3]}" if match[2] == "media" else f"/preview?shown={match[3]}"
        return f'{match[1]}="{here}{where}'

    return rewrite(this, lambda html: Html(_ADDRESS.sub(address, html)))
