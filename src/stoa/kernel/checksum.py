"""Checksums: SHA-256, written as lower-case hexadecimal."""

import hashlib
from typing import Any, NewType

import msgspec

Checksum = NewType("Checksum", str)

_canonical = msgspec.json.Encoder(order="deterministic")


def checksum(data: bytes) -> Checksum:
    return Checksum(hashlib.sha256(data).hexdigest())


def checksum_of(value: Any) -> Checksum:
    """Of a value's canonical JSON: equal values give equal checksums, whatever their order of keys."""
    return checksum(_canonical.encode(value))
