"""Vouchers: what one service says to another by way of a reader's browser, signed, for that reader alone."""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from typing import TypeVar

import msgspec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from stoa.kernel.errors import Invalid
from stoa.runtime.caller import Caller
from stoa.runtime.config import Secret

T = TypeVar("T", bound=msgspec.Struct)

LONGEST = 4_000
"""Characters."""


class Vouchers:
    """HMAC with SHA-256. key: any long secret of the installation; another one is derived from it (RFC 5869).

    Tenant and person are signed and not written: in another person's hands a voucher is worth nothing.
    """

    def __init__(self, key: Secret) -> None:
        derived = HKDF(SHA256(), length=32, salt=None, info=b"stoa.vouchers")
        self._key = derived.derive(key.reveal().encode())

    def sign(self, caller: Caller, said: msgspec.Struct) -> str:
        """For the caller. What is said is not hidden from them."""
        body = msgspec.json.encode(said)
        return f"{_text(body)}.{_text(self._seal(caller, type(said), body))}"

    def read(self, caller: Caller, voucher: str, kind: type[T]) -> T:
        """Raises Invalid for one that was not signed for the caller. It says itself whether it is too old."""
        body, _, seal = voucher[:LONGEST].partition(".")
        try:
            said, sealed = _bytes(body), _bytes(seal)
        except ValueError as error:
            raise Invalid("voucher.invalid", field="voucher") from error
        if not hmac.compare_digest(sealed, self._seal(caller, kind, said)):
            raise Invalid("voucher.invalid", field="voucher")
        return msgspec.json.decode(said, type=kind)

    def _seal(self, caller: Caller, kind: type[msgspec.Struct], body: bytes) -> bytes:
        bound = caller.tenant.bytes + caller.known().bytes + kind.__name__.encode() + b"\0"
        return hmac.new(self._key, bound + body, sha256).digest()


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
