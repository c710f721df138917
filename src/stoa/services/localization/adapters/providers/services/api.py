"""Calling one configured address over HTTP, and nothing else: no redirect is followed, no proxy is found."""

import ipaddress
from collections.abc import Mapping
from typing import TypeVar
from urllib.parse import urlsplit

import httpx
import msgspec

from stoa.kernel.errors import Defect, Forbidden, Invalid, StoaError, TooMany, Unavailable

T = TypeVar("T")
_LARGEST = 8 * 1024 * 1024
"""Bytes of an answer: far more than a translation of what `Limits` let through."""


class Api:
    """One service. Addresses, bodies and keys never reach a log or an error."""

    def __init__(self, provider: str, address: str, within_s: float) -> None:
        """Raises Invalid for an address that would send texts in the clear to another machine."""
        if not _is_safe(address):
            raise Invalid("provider.address", field="address", provider=provider)
        self.provider = provider
        self.address = address.rstrip("/")
        self._client = httpx.AsyncClient(timeout=within_s, follow_redirects=False, trust_env=False)

    async def post(
        self, path: str, body: bytes, headers: Mapping[str, str], params: Mapping[str, str] | None = None
    ) -> bytes:
        """The body of a success. Raises as `Provider.translate` says."""
        try:
            async with self._client.stream(
                "POST", self.address + path, content=body, headers=headers, params=params
            ) as response:
                answer = await self._read(response)
        except httpx.TransportError as error:
            raise Unavailable("provider.silent", provider=self.provider) from error
        except httpx.HTTPError as error:
            raise Defect("provider.malformed", provider=self.provider) from error
        if response.status_code != httpx.codes.OK:
            raise self.refusal(response.status_code, response.headers, answer)
        return answer

    def refusal(self, status: int, headers: Mapping[str, str], answer: bytes) -> StoaError:
        """What a status means, as all the services use it; DeepL has 456 and 529 of its own."""
        if status in (429, 456):
            return TooMany("provider.quota", provider=self.provider, retry_after_s=_retry_after_s(headers))
        if status in (401, 403):
            return self._forbidden(answer)
        if status in (408, 425) or status >= 500:
            after = _retry_after_s(headers)
            return Unavailable("provider.out_of_order", provider=self.provider, retry_after_s=after)
        if status in (400, 413, 414, 422):
            return Invalid("provider.refused", provider=self.provider, status=status)
        return Defect("provider.malformed", provider=self.provider, status=status)

    def malformed(self) -> Defect:
        return Defect("provider.malformed", provider=self.provider)

    def _forbidden(self, answer: bytes) -> StoaError:
        """Google and Microsoft say with the same status that a quota is used up."""
        if any(word in answer.lower() for word in (b"quota", b"limitexceeded", b"403001")):
            return TooMany("provider.quota", provider=self.provider, retry_after_s=None)
        return Forbidden("provider.key", provider=self.provider)

    async def _read(self, response: httpx.Response) -> bytes:
        parts = bytearray()
        async for part in response.aiter_bytes():
            parts += part
            if len(parts) > _LARGEST:
                raise self.malformed()
        return bytes(parts)

    async def close(self) -> None:
        await self._client.aclose()


def decoded(api: Api, decoder: msgspec.json.Decoder[T], answer: bytes) -> T:
    """Raises Defect when it is not what the documentation says."""
    try:
        return decoder.decode(answer)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise api.malformed() from error


def _is_safe(address: str) -> bool:
    parts = urlsplit(address)
    if parts.scheme == "https":
        return bool(parts.hostname)
    return parts.scheme == "http" and _is_near(parts.hostname or "")


def _is_near(host: str) -> bool:
    """This machine, or one of a private network, where operators run services of their own."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host == "localhost"
    return address.is_loopback or address.is_private


def _retry_after_s(headers: Mapping[str, str]) -> float | None:
    """The form with seconds; the one with a date is not used by these services."""
    told = headers.get("retry-after", "")
    return float(told) if told.isdigit() else None
