"""Passwords at work: hashed off the event loop, with memory and time on purpose, never without bound.

Parameters: Argon2id, 19 MiB, two passes, one lane. Source: OWASP, Password Storage Cheat Sheet; RFC 9106.
"""

import os
import secrets

import anyio.to_thread
from anyio import CapacityLimiter
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from stoa.kernel.errors import Unavailable
from stoa.services.identity.domain.password import LONGEST, BreachedList, check_password, normal_password

_MOST_WAITING = 200


class Passwords:
    """One a process."""

    def __init__(self, breached: BreachedList) -> None:
        self.breached = breached
        self._hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
        self._nobodys_hash = self._hasher.hash(secrets.token_hex())
        self._limiter: CapacityLimiter | None = None

    def check(self, password: str, *, name: str, email: str, field: str = "password") -> str:
        """Normalised. Raises Invalid saying what would be right."""
        return check_password(password, name=name, email=email, breached=self.breached, field=field)

    async def hash(self, password: str) -> str:
        """Of a normalised password. Raises Unavailable when too many wait."""
        return await anyio.to_thread.run_sync(self._hasher.hash, password, limiter=self._turn())

    async def matches(self, password_hash: str | None, password: str) -> bool:
        """Without a hash it takes the same time and says no, so that nobody learns who has an account."""
        given = normal_password(password)[:LONGEST]
        against = password_hash or self._nobodys_hash
        right = await anyio.to_thread.run_sync(self._verify, against, given, limiter=self._turn())
        return right and password_hash is not None

    def is_outdated(self, password_hash: str) -> bool:
        """Made with other parameters than today's."""
        return self._hasher.check_needs_rehash(password_hash)

    def _turn(self) -> CapacityLimiter:
        if self._limiter is None:
            self._limiter = CapacityLimiter(os.cpu_count() or 1)
        if self._limiter.statistics().tasks_waiting >= _MOST_WAITING:
            raise Unavailable("sign_in.busy")
        return self._limiter

    def _verify(self, password_hash: str, password: str) -> bool:
        try:
            return self._hasher.verify(password_hash, password)
        except (VerificationError, InvalidHashError):
            return False
