"""A request as doors see it: its body within bounds, its cookies and forms as browsers write them."""

from collections.abc import AsyncGenerator
from typing import Any

import msgspec
from litestar import Request
from litestar.datastructures import FormMultiDict, UploadFile
from litestar.exceptions import InternalServerException

from stoa.kernel.errors import Invalid, Refusal, TooLarge
from stoa.runtime.http.entries import check_entries
from stoa.runtime.http.multipart import read_multipart, read_urlencoded
from stoa.runtime.http.unkept import check_json, check_texts

LARGEST_BODY = 2_000_000
"""Bytes. Doors that take files say so, with `request_max_body_size`; only the files may be larger."""


class BoundedRequest(Request[Any, Any, Any]):
    """Litestar reads forms in any encoding that their sender names, and remembers them."""

    @property
    def cookies(self) -> dict[str, str]:
        """As they were read before the door."""
        found: dict[str, str] = self.scope["state"]["cookies"]
        return found

    async def json(self) -> Any:
        """Raises Invalid for a body that is no text, that nothing can hold, or with unknown entries."""
        try:
            said = await super().json()
            check_json(await self.body(), said)
            self._check_entries(said)
            return said
        except UnicodeDecodeError as error:
            raise Invalid("input.malformed", field="body", why="input.why.utf8") from error
        except RecursionError as error:
            raise Invalid("input.malformed", field="body", why="input.why.depth") from error

    def _check_entries(self, said: Any) -> None:
        body = self.route_handler.parsed_data_field
        if body and isinstance(body.annotation, type) and issubclass(body.annotation, msgspec.Struct):
            check_entries(body.annotation, said)

    async def stream(self) -> AsyncGenerator[bytes, None]:
        """Raises Refusal when the sender breaks off."""
        try:
            async for piece in super().stream():
                yield piece
        except InternalServerException as error:
            raise Refusal("request.broken_off") from error

    async def body(self) -> bytes:
        """In memory, so never more than is usual. Raises TooLarge."""
        read = self._connection_state
        if not isinstance(read.body, bytes):
            most = min(LARGEST_BODY, self.route_handler.resolve_request_max_body_size() or LARGEST_BODY)
            self._body = read.body = await self._received(most)
        return read.body

    async def _received(self, most: int) -> bytes:
        """Past Litestar's stream, which reads all headers once more for the length."""
        refused = TooLarge("body.too_large", limit_mb=most // 1_000_000)
        if int(self.scope["state"]["headers"].get("content-length") or 0) > most:
            raise refused
        body = bytearray()
        while True:
            message = await self.receive()
            if message["type"] != "http.request":
                raise Refusal("request.broken_off")
            body += message["body"]
            if len(body) > most:
                raise refused
            if not message.get("more_body", False):
                return bytes(body)

    async def form(self) -> FormMultiDict:
        """Empty for another kind of body. Raises Invalid, TooLarge."""
        kind, options = self.content_type
        read = self._connection_state
        if not isinstance(read.form, dict) and kind == "application/x-www-form-urlencoded":
            read.form = read_urlencoded(await self.body())
        if not isinstance(read.form, dict) and kind == "multipart/form-data" and options.get("boundary"):
            read.form = await read_multipart(self.stream(), options["boundary"].encode(), LARGEST_BODY)
        form = await super().form()
        for name, value in form.multi_items():
            check_texts({name: value.filename if isinstance(value, UploadFile) else value})
        return form
