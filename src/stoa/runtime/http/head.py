"""HEAD: what GET would say, without the body."""

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send


class HeadAsGet:
    """ASGI. Doors know GET only."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        over = False

        async def sending(message: Message) -> None:
            nonlocal over
            if over:
                return
            # The server, and whoever counts requests, goes by what was asked.
            scope["method"] = "HEAD"
            await send(message)
            # A body without an end would hold the connection, which who asked takes for free.
            over = message["type"] == "http.response.start"
            if over:
                await send({"type": "http.response.body", "body": b"", "more_body": False})

        scope["method"] = "GET"
        await self._app(scope, receive, sending)
