"""A request is read to its end, whoever refuses it."""

import asyncio
from contextlib import suppress

from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, ReceiveMessage, Scope, Send

_LONGEST_S = 60.0


class ReadWhole:
    """ASGI. What a door leaves unread of a body is read and forgotten before the answer goes out.

    Where a server closes a connection over unread bytes, whoever still sends then often loses the answer: the
    edge would take a refusal for a dead process. longest_s: then it may close.
    """

    def __init__(self, app: ASGIApp, longest_s: float = _LONGEST_S) -> None:
        self._app = app
        self._longest_s = longest_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP or not _has_body(scope):
            await self._app(scope, receive, send)
            return
        over = False

        async def receiving() -> ReceiveMessage:
            nonlocal over
            message = await receive()
            over = message["type"] != "http.request" or not message.get("more_body", False)
            return message

        async def sending(message: Message) -> None:
            # Hardly ever is there anything left: no clock is set for nothing.
            if not over:
                with suppress(TimeoutError):
                    async with asyncio.timeout(self._longest_s):
                        while not over:
                            await receiving()
            await send(message)

        await self._app(scope, receiving, sending)


def _has_body(scope: HTTPScope) -> bool:
    return any(
        name == b"transfer-encoding" or (name == b"content-length" and value != b"0")
        for name, value in scope["headers"]
    )
