"""Counts tries before anything is looked at, so that a known and an unknown address count alike."""

import hashlib
from dataclasses import dataclass

from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, UnitOfWork
from stoa.services.identity.domain.bucket import (
    ACCOUNT,
    ACCOUNT_FROM_NETWORK,
    LOOK_UPS,
    NETWORK,
    Limit,
    pour,
    take_back,
)
from stoa.services.identity.domain.network import Network
from stoa.services.identity.store import buckets


@dataclass(frozen=True, slots=True)
class Counted:
    """A try that is in its buckets: kept there if it fails, taken back if it was good."""

    limits: dict[bytes, Limit]


async def count_try(db: Database, caller: Caller, account: str, network: Network) -> Counted:
    """Raises TooMany with the seconds to wait. account: as it was typed, lower case."""
    counted = Counted(
        {
            _key("account-from-network", account, network): ACCOUNT_FROM_NETWORK,
            _key("account", account): ACCOUNT,
            _key("network", network): NETWORK,
        }
    )
    async with db.work(caller.under(None)) as work:
        levels = await buckets.lock_levels(work, list(counted.limits), work.now)
        poured = {key: pour(limit, levels.get(key), work.now) for key, limit in counted.limits.items()}
        await buckets.save_levels(work, poured)
    return counted


async def forgive_try(work: UnitOfWork, counted: Counted) -> None:
    """The try was good: it leaves no trace, and the account's slips from this network are forgotten."""
    levels = await buckets.lock_levels(work, list(counted.limits), work.now)
    lowered = {
        key: work.now if limit is ACCOUNT_FROM_NETWORK else take_back(limit, levels[key], work.now)
        for key, limit in counted.limits.items()
    }
    await buckets.save_levels(work, lowered)


async def count_look_up(db: Database, caller: Caller, addresses: int) -> None:
    """Found or not, each counts. Raises TooMany with the seconds to wait."""
    key = _key("look-up", caller.known().hex)
    async with db.work(caller.under(None)) as work:
        levels = await buckets.lock_levels(work, [key], work.now)
        await buckets.save_levels(work, {key: pour(LOOK_UPS, levels.get(key), work.now, max(addresses, 1))})


def _key(*parts: str) -> bytes:
    """A sum, so that no address is written down outside of people."""
    return hashlib.sha256("\n".join(parts).encode()).digest()
