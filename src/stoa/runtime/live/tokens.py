"""Tokens of NATS: an operator signs accounts, an account signs its users. No callback, no password.

Source: NATS JWT v2, https://github.com/nats-io/jwt and ADR-14 of nats-architecture-and-design.
"""

import base64
import hashlib
import struct
from datetime import datetime
from typing import Any

import msgspec
import nkeys

from stoa.runtime.config import Secret

UNLIMITED = -1
_HEADER = {"typ": "JWT", "alg": "ed25519-nkey"}
_CRC_POLYNOMIAL = 0x1021


def public_key(seed: Secret) -> str:
    public: bytes = nkeys.from_seed(seed.reveal().encode()).public_key
    return public.decode()


def user_key(name: bytes) -> str:
    """The public key of a user who never signs, as bearers of tokens do not: the same for the same name.

    Source: nkeys, README: prefix, 32 bytes, CRC-16 (XMODEM), in base32.
    """
    body = bytes([nkeys.PREFIX_BYTE_USER]) + hashlib.sha256(name).digest()
    return base64.b32encode(body + struct.pack("<H", _crc16(body))).decode().rstrip("=")


def token(
    *,
    signer: Secret,
    subject: str,
    name: str,
    claims: dict[str, Any],
    issued_at: datetime,
    expires_at: datetime | None = None,
) -> str:
    """subject: the public key that the token is about. claims: of its kind, see the source."""
    body: dict[str, Any] = {
        "iat": int(issued_at.timestamp()),
        "iss": public_key(signer),
        "name": name,
        "nats": claims,
        "sub": subject,
    }
    if expires_at is not None:
        body["exp"] = int(expires_at.timestamp())
    # The token's id is the hash of its claims while the id is still empty.
    digest = hashlib.new("sha512_256", msgspec.json.encode({**body, "jti": ""})).digest()
    body["jti"] = base64.b32encode(digest).decode().rstrip("=")
    signed = f"{_part(_HEADER)}.{_part(body)}"
    signature: bytes = nkeys.from_seed(signer.reveal().encode()).sign(signed.encode())
    return f"{signed}.{_text(signature)}"


def body_of(given: str) -> dict[str, Any]:
    """What a token says. Its signature is the server's to check."""
    part = given.split(".")[1]
    body: dict[str, Any] = msgspec.json.decode(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return body


def credentials(user_token: str, seed: Secret) -> Secret:
    """The text of a creds file."""
    return Secret(
        f"-----BEGIN NATS USER JWT-----\n{user_token}\n------END NATS USER JWT------\n\n"
        f"-----BEGIN USER NKEY SEED-----\n{seed.reveal()}\n------END USER NKEY SEED------\n"
    )


def _part(value: dict[str, Any]) -> str:
    return _text(msgspec.json.encode(value))


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _crc16(raw: bytes) -> int:
    crc = 0
    for byte in raw:
        crc ^= byte << 8
        for _ in range(8):
            crc = (crc << 1) ^ _CRC_POLYNOMIAL if crc & 0x8000 else crc << 1
        crc &= 0xFFFF
    return crc
