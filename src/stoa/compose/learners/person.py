"""Somebody at the platform's doors, signed in by e-mail and password as everyone is."""

import asyncio
from typing import Any

import httpx

from stoa.compose.engines.program import Trouble
from stoa.kernel.ids import new_id

CONFLICT = 409
_EARLY_S = 60.0
_PATIENCE_S = 30.0
_LATER_S = 0.5


class Person:
    """client: to the application. It is shared."""

    def __init__(self, client: httpx.AsyncClient, email: str, password: str) -> None:
        self.email = email
        self._client = client
        self._given = {"email": email, "password": password}
        self._granted: dict[str, Any] = {}
        self._good_until = 0.0
        self._renewing = asyncio.Lock()

    async def get(self, path: str) -> Any:
        """JSON, or None for a page."""
        return await self._ask("GET", path)

    async def post(self, path: str, **body: Any) -> Any:
        """Once, however often it is sent. Waits for facts that are still on their way."""
        return await self._ask("POST", path, once=str(new_id()), json=body)

    async def _ask(self, method: str, path: str, *, once: str | None = None, **sent: Any) -> Any:
        until = asyncio.get_running_loop().time() + _PATIENCE_S
        while True:
            headers = {"authorization": f"Bearer {await self._token()}"}
            if once is not None:
                headers["idempotency-key"] = once
            try:
                answer = await self._client.request(method, path, headers=headers, **sent)
            except httpx.TransportError:
                answer = httpx.Response(503)
            if answer.status_code not in (404, 429, 503) or asyncio.get_running_loop().time() > until:
                return _content(path, answer)
            await asyncio.sleep(_LATER_S)

    async def _token(self) -> str:
        async with self._renewing:
            now = asyncio.get_running_loop().time()
            if now > self._good_until:
                self._granted = await self._grant()
                self._good_until = now + self._granted["expires_in"] - _EARLY_S
            return str(self._granted["access_token"])

    async def _grant(self) -> Any:
        if ticket := self._granted.get("refresh_token"):
            answer = await self._client.post("/api/token/refresh", json={"refresh_token": ticket})
        else:
            answer = await self._client.post("/api/token", json=self._given)
        return _content("/api/token", answer)


class Refused(Trouble):
    """status: of the answer. code, detail: what is wrong, also in its words, if it says so."""

    def __init__(self, status: int, words: str, code: str = "", detail: str = "") -> None:
        super().__init__(words)
        self.status = status
        self.code = code
        self.detail = detail


def _content(path: str, answer: httpx.Response) -> Any:
    """Raises Refused."""
    json = "json" in answer.headers.get("content-type", "")
    if answer.is_error:
        words = f"A simulated learner was refused at {path}: {answer.text[:300]}"
        said = answer.json() if json else {}
        raise Refused(answer.status_code, words, said.get("code", ""), said.get("detail", ""))
    return answer.json() if json else None
