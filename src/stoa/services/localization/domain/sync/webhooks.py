"""Calls of another system that something changed: verified, and never more than a hint to look.

Signed as Standard Webhooks has it, over id, time and body. Weblate sends the time with a fraction, and signs
it without. Source: Standard Webhooks 1.0, "Verifying webhook authenticity".
"""

import hmac
from base64 import b64decode, b64encode
from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256

from stoa.kernel.errors import Unauthenticated

TOLERANCE = timedelta(minutes=5)
_PREFIX = "whsec_"


def verify(headers: Mapping[str, str], body: bytes, secret: str, now: datetime) -> str:
    """The call's id, by which a repeat is known. headers: with names in lower case. now: aware.

    Raises Unauthenticated, whatever is wrong.
    """
    id_, sent = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    try:
        second = int(float(sent))
        key = b64decode(secret.removeprefix(_PREFIX), validate=True)
    except (ValueError, OverflowError) as error:
        raise Unauthenticated("localization.sync.signature") from error
    content = f"{id_}.{second}.".encode() + body
    expected = "v1," + b64encode(hmac.new(key, content, sha256).digest()).decode()
    given = headers.get("webhook-signature", "").split()
    known = [hmac.compare_digest(expected.encode(), one.encode()) for one in given]
    if not (id_ and any(known) and abs(now.timestamp() - second) <= TOLERANCE.total_seconds()):
        raise Unauthenticated("localization.sync.signature")
    return id_
