"""Chance that can be repeated: the same message of the log always draws the same number."""

from hashlib import blake2b
from uuid import UUID

_BYTES = 8


def drawn(registration: UUID, sequence: int) -> float:
    """Uniform in [0, 1)."""
    digest = blake2b(registration.bytes + sequence.to_bytes(_BYTES, "big"), digest_size=_BYTES).digest()
    return (int.from_bytes(digest, "big") >> 11) / 2**53
