"""Signature version 4 of requests to Amazon. Source: docs.aws.amazon.com, AWS Signature Version 4."""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime

from stoa.runtime.config import Secret

_ALGORITHM = "AWS4-HMAC-SHA256"


def signed(
    headers: Mapping[str, str],
    body: bytes,
    *,
    at: datetime,
    access_key: str,
    secret_key: Secret,
    region: str,
    service: str,
) -> dict[str, str]:
    """The headers of a POST to `/` without a query, names in lower case, the signature among them.

    headers: all that are sent and signed, `host` among them. at: aware, UTC.
    """
    moment, day = at.strftime("%Y%m%dT%H%M%SZ"), at.strftime("%Y%m%d")
    sent = {name.lower(): value.strip() for name, value in headers.items()} | {"x-amz-date": moment}
    names = ";".join(sorted(sent))
    lines = "".join(f"{name}:{sent[name]}\n" for name in sorted(sent))
    request = f"POST\n/\n\n{lines}\n{names}\n{hashlib.sha256(body).hexdigest()}"
    scope = f"{day}/{region}/{service}/aws4_request"
    text = f"{_ALGORITHM}\n{moment}\n{scope}\n{hashlib.sha256(request.encode()).hexdigest()}"
    key = f"AWS4{secret_key.reveal()}".encode()
    for part in (day, region, service, "aws4_request"):
        key = _mac(key, part)
    proof = f"Credential={access_key}/{scope}, SignedHeaders={names}, Signature={_mac(key, text).hex()}"
    return sent | {"authorization": f"{_ALGORITHM} {proof}"}


def _mac(key: bytes, text: str) -> bytes:
    return hmac.new(key, text.encode(), hashlib.sha256).digest()
