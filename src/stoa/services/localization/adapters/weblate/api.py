"""Requests to Weblate, with its answers as errors of ours."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

import httpx

from stoa.kernel.errors import Defect, Forbidden, Invalid, NotFound, TooMany, Unavailable

PAGE = 1_000
"""Units or changes at a time."""


class Api:
    """client: with the address of the API as its base, and the token in its headers."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def ask(self, method: str, path: str, **rest: Any) -> httpx.Response:
        """Raises Unavailable, TooMany, Forbidden, NotFound, Invalid, Defect."""
        try:
            answer = await self._client.request(method, path, **rest)
        except httpx.HTTPError as error:
            raise Unavailable("localization.sync.unreachable", why=type(error).__name__) from error
        if answer.is_success:
            return answer
        raise _error(answer)

    async def pages(self, path: str, params: Mapping[str, Any]) -> AsyncIterator[dict[str, Any]]:
        """Every result, from all pages."""
        wanted: dict[str, Any] = {**params, "page_size": PAGE, "page": 1}
        while True:
            page = (await self.ask("GET", path, params=wanted)).json()
            for result in page["results"]:
                yield result
            if not page["next"]:
                return
            wanted["page"] += 1


def _error(answer: httpx.Response) -> Exception:
    status, why = answer.status_code, answer.text[:200]
    if status in (401, 403):
        return Forbidden("localization.sync.forbidden", why=why)
    if status == 404:
        return NotFound("localization.sync.missing", path=answer.request.url.path)
    if status == 429:
        return TooMany("localization.sync.too_often", retry_after_s=answer.headers.get("retry-after", "60"))
    if status in (423, 502, 503, 504):
        return Unavailable("localization.sync.unreachable", why=why)
    if status < 500:
        return Invalid("localization.sync.refused", why=why)
    return Defect("localization.sync.broken", status=status)
