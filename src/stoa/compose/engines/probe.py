"""Asking a program on this machine whether it answers."""

import ssl

import httpx

# No certificate is loaded, which would take longer than everything else, and so none is trusted.
_PLAIN = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


async def status_of(url: str, timeout_s: float = 1) -> int | None:
    """The status of the answer, over plain HTTP; None when nobody answers."""
    try:
        async with httpx.AsyncClient(verify=_PLAIN, trust_env=False, timeout=timeout_s) as client:
            return (await client.get(url)).status_code
    except httpx.HTTPError:
        return None
