"""Requests to Weblate, within bounds, with its answers as errors of ours."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar

import httpx

from stoa.kernel.errors import Defect, Forbidden, Invalid, NotFound, StoaError, TooMany, Unavailable
from stoa.services.localization.adapters.weblate.answers import Page, nonsense, read

T = TypeVar("T")

PAGE = 1_000
"""Units or changes at a time."""
_MOST_PAGES = 1_000
_LARGEST = 64 * 1024 * 1024
"""Bytes of an answer: a page of the longest segments there are."""
_LARGEST_LIST = 256 * 1024 * 1024
"""Bytes of all pages of a list."""
_ENCODINGS = ("", "identity", "gzip", "deflate")
"""Of an answer. One within another could grow a million times."""
_SINCE = datetime(2012, 1, 1, tzinfo=UTC)
"""Before that there was no Weblate, so a clock that says so is not set."""
_LONGEST_WHY = 200
_WITHIN_S = 600.0
"""Seconds of one request, however slowly it goes on."""


class Api:
    """client: with the address of the API as its base, and the token in its headers.

    at: by their clock, when they answered last; None before.
    """

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client
        self.at: datetime | None = None

    async def ask(self, method: str, path: str, **rest: Any) -> httpx.Response:
        """Raises Unavailable, TooMany, Forbidden, NotFound, Invalid, Defect."""
        try:
            async with asyncio.timeout(_WITHIN_S):
                answer = await self._ask(self._client.build_request(method, path, **rest))
        except TimeoutError as error:
            raise Unavailable("localization.sync.unreachable", why="timeout") from error
        except httpx.HTTPError as error:
            raise Unavailable("localization.sync.unreachable", why=type(error).__name__) from error
        self.at = _date(answer) or self.at
        if answer.is_success:
            return answer
        raise _error(answer)

    async def pages(self, path: str, params: Mapping[str, Any], kind: type[T]) -> AsyncIterator[T]:
        """Every result, from all pages. Raises Defect for an answer that is none of theirs, or has no end."""
        size = 0
        for page in range(1, _MOST_PAGES + 1):
            answer = await self.ask("GET", path, params={**params, "page_size": PAGE, "page": page})
            size += len(answer.content)
            if size > _LARGEST_LIST:
                break
            told = read(answer, Page[kind])  # type: ignore[valid-type]
            for result in told.results:
                yield result
            if not told.next:
                return
        raise nonsense(answer)

    async def _ask(self, request: httpx.Request) -> httpx.Response:
        """With its body read, as far as it is not too large."""
        answer = await self._client.send(request, stream=True)
        try:
            body = bytearray()
            if answer.headers.get("content-encoding", "").lower() not in _ENCODINGS:
                raise nonsense(answer)
            async for piece in answer.aiter_bytes():
                body += piece
                if len(body) > _LARGEST:
                    raise nonsense(answer)
        except httpx.DecodingError as error:
            raise nonsense(answer) from error
        finally:
            await answer.aclose()
        headers = {name: answer.headers[name] for name in _KEPT if name in answer.headers}
        return httpx.Response(answer.status_code, content=bytes(body), headers=headers, request=request)


_KEPT = ("content-type", "date", "retry-after")


def _date(answer: httpx.Response) -> datetime | None:
    try:
        at = parsedate_to_datetime(answer.headers.get("date", "")).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return at if at >= _SINCE else None


def _error(answer: httpx.Response) -> StoaError:
    status, why = answer.status_code, _why(answer)
    if status in (401, 403):
        return Forbidden("localization.sync.forbidden", why=why)
    if status == 404:
        return NotFound("localization.sync.missing", path=answer.request.url.path)
    if status == 429:
        return TooMany("localization.sync.too_often", retry_after_s=_seconds(answer))
    if status in (408, 423, 425, 502, 503, 504):
        return Unavailable("localization.sync.unreachable", why=why)
    if status < 500:
        return Invalid("localization.sync.refused", why=why)
    return Defect("localization.sync.broken", status=status)


def _seconds(answer: httpx.Response) -> int:
    told = answer.headers.get("retry-after", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 7 else 60


def _why(answer: httpx.Response) -> str:
    """What it says in words; a page of HTML says nothing to anybody."""
    if "html" in answer.headers.get("content-type", ""):
        return str(answer.status_code)
    said = answer.content[: 4 * _LONGEST_WHY].decode("utf-8", "replace")
    plain = "".join(sign if sign.isprintable() else " " for sign in said)
    return " ".join(plain.split())[:_LONGEST_WHY] or str(answer.status_code)
