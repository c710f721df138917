"""The page that a unit stands in, as its readers will see it: fetched by the desk after itself."""

from typing import Any
from uuid import UUID

import msgspec
from litestar import Controller, Response, get
from markupsafe import Markup

from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.http import roles
from stoa.runtime.http.asked import AnyRequest, scripted
from stoa.runtime.objects import Objects
from stoa.runtime.pages import Pages
from stoa.services.localization.commands.editions import WHO_MAY_TRANSLATE
from stoa.services.localization.domain.captions import cue_path
from stoa.services.localization.domain.document import fields, rewrite
from stoa.services.localization.domain.preview import Side
from stoa.services.localization.pages.wording import language_name, tongue
from stoa.services.localization.queries.course_documents import DocumentShelf
from stoa.services.localization.queries.preview import Preview, see_picture, see_preview

_INERT = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"


class PreviewPages(Controller):
    path = "/translation/units/{unit:uuid}"
    opt = roles(*WHO_MAY_TRANSLATE)

    @get("/preview")
    async def show(
        self,
        unit: UUID,
        request: AnyRequest,
        caller: Caller,
        db: Database,
        objects: Objects,
        shelf: DocumentShelf,
        pages: Pages,
        side: Side = Side.TARGET,
    ) -> Response[Any]:
        """side: in which of the two languages. A script gets what is shown of it alone."""
        found = await see_preview(db, objects.private, shelf, caller, unit, side, _pictures(unit))
        values = _values(found, _pictures(unit)) | {
            "name_of": lambda tag: language_name(tag, caller.locale),
        }
        template = "localization/_preview.html" if scripted(request) else "localization/preview.html"
        return pages.show(template, caller, **values)

    @get("/pictures/{name:path}")
    async def picture(
        self, unit: UUID, name: str, caller: Caller, db: Database, objects: Objects, shelf: DocumentShelf
    ) -> Response[bytes]:
        """As inert as can be: a drawing opened by itself runs nothing."""
        found = await see_picture(db, objects.private, shelf, caller, unit, name.lstrip("/"))
        headers = {"Content-Security-Policy": _INERT, "Cache-Control": "private, max-age=300"}
        return Response(found.data, media_type=found.media_type, headers=headers)


def _pictures(unit: UUID) -> str:
    return f"/translation/units/{unit}/pictures"


def _values(found: Preview, pictures: str) -> dict[str, Any]:
    """What is put together is safe to be shown as it is; whatever else the object holds is not."""
    safe = {path: Markup(html) for path, html in found.texts.items()}  # noqa: S704 - see `shown_texts`
    said = [(_clock(cue.at_s), cue.speaker, safe.get(cue_path(at), "")) for at, cue in enumerate(found.cues)]
    task = found.task
    seen = [safe.get(path, "") for path in _paths(found)]
    return {
        "task": task,
        "side": found.side.value,
        "this": rewrite(found.thing, found.shape, safe) if found.thing else None,
        "placed": any("data-here" in html for html in seen),
        "proposed": any("preview-proposed" in html for html in seen),
        "cues": said,
        "codes": msgspec.json.encode(found.codes).decode(),
        "pictures": pictures,
        "tongue": tongue,
    }


def _paths(found: Preview) -> list[str]:
    """Of the texts that the page shows: the course may have lost others since it was cut."""
    own = [one.path for one in fields(found.thing, found.shape)] if found.thing else []
    return [*own, *map(cue_path, range(len(found.cues)))]


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02}"
