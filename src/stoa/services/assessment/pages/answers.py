"""Answers that the pages of assessment have in common."""

from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import UUID

import msgspec
from litestar import Response
from litestar.params import QueryParameter

from stoa.runtime.caller import Caller
from stoa.runtime.http.asked import AnyRequest, scripted
from stoa.runtime.pages import Pages
from stoa.services.assessment.domain.reveal import Reveal
from stoa.services.assessment.queries.attempts import AttemptShown

Tag = Annotated[str | None, QueryParameter(max_length=35)]
"""A locale that is asked for."""


def back_to(
    registration: UUID,
    item_set: UUID,
    *,
    page: int | None = None,
    item: UUID | None = None,
    locale: str | None = None,
) -> Response[Any]:
    """Where a browser without scripts goes on."""
    asked = {"page": page, "locale": locale}
    fields = urlencode({name: value for name, value in asked.items() if value is not None})
    query = f"?{fields}" if fields else ""
    anchor = f"#item-{item}" if item else ""
    return Response(
        None,
        status_code=303,
        headers={
            "Location": f"/assess/{registration}/{item_set}{query}{anchor}",
            "Cache-Control": "no-store",
        },
    )


def framed(
    request: AnyRequest, pages: Pages, caller: Caller, title: str, part: str, **values: Any
) -> Response[Any]:
    """The part alone inside the player, a whole page of its own otherwise."""
    if scripted(request):
        return pages.fragment(f"assessment/_{part}.html", caller, alone=False, **values)
    return pages.show(
        "assessment/alone.html",
        caller,
        page={"title": title},
        part=f"assessment/_{part}.html",
        alone=True,
        **values,
    )


def told(response: Response[Any], events: Mapping[str, Mapping[str, Any]]) -> Response[Any]:
    """DOM events for the page around, with the element they are dispatched on."""
    response.headers["HX-Trigger"] = msgspec.json.encode(events).decode()
    return response


def ended_events(shown: AttemptShown) -> dict[str, dict[str, Any]]:
    """A film goes on by itself where everything was said at once; else the result is to be read first."""
    where = f"#assess-{shown.item_set}"
    passed = shown.result is not None and shown.result.passed
    events: dict[str, dict[str, Any]] = {
        "stoa:attempt-submitted": {"target": where, "item_set": str(shown.item_set), "passed": passed}
    }
    if shown.in_video and shown.reveal is Reveal.AFTER_RESPONSE:
        events["stoa:checkpoint-done"] = {"target": where}
    return events
