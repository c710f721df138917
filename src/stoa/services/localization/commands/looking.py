"""Looking whether all is as it should be. Nothing is mended by it: that is a person's word."""

from collections.abc import Sequence

from stoa.kernel.errors import StoaError, Unavailable
from stoa.kernel.ids import new_id
from stoa.kernel.locale import Locale
from stoa.runtime import log
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.objects import Bucket, Objects
from stoa.services.localization.commands.verifying import Verified, verify_log
from stoa.services.localization.domain.findings import CLOSE, PATIENCE, SETTLED_WITHIN, Found, Kind, found_of
from stoa.services.localization.domain.release import Release
from stoa.services.localization.domain.wanted import LookRequested
from stoa.services.localization.store import editions, findings, looking

_log = log.get(__name__)
AT_A_GLANCE, CLOSELY = "glance", "closely"


async def look(db: Database, caller: Caller) -> None:
    """At what PostgreSQL counts: what is missing, stale, orphaned or drifted."""
    async with db.read(caller) as read:
        before = read.now - PATIENCE
        found = [one for seen in await looking.editions(read) for one in found_of(seen, read.now)]
        found += await looking.uncut(read, before)
        found += await looking.stuck(read, before)
        found += await looking.orphans(read)
        found += await looking.unsettled(read, read.now - SETTLED_WITHIN)
    async with db.work(caller.under(None)) as work:
        await findings.save_look(work, AT_A_GLANCE, set(Kind) - set(CLOSE), found)


async def ask_for_close_look(db: Database, caller: Caller) -> None:
    """It takes as long as it takes to read everything, so nobody waits for it."""
    async with db.work(caller) as work:
        work.record(LookRequested(look=new_id()))


async def look_closely(db: Database, objects: Objects, caller: Caller) -> None:
    """At every log from its beginning, and at every document that readers' editions were made of."""
    async with db.read(caller) as read:
        known = await editions.list_all(read)
        told = await looking.told(read)
    found: list[Found] = []
    for one in known:
        found += _found(await verify_log(db, caller, one.course, Locale(one.locale)))
    found += await _damaged(objects.private, told)
    for one_found in found:
        _log.error(
            "translation.corrupt",
            tenant=str(caller.tenant),
            kind=one_found.kind.value,
            course=str(one_found.course),
            locale=one_found.locale,
            count=one_found.count,
        )
    async with db.work(caller.under(None)) as work:
        await findings.save_look(work, CLOSELY, CLOSE, found)


def _found(verified: Verified) -> list[Found]:
    if verified.fault is not None:
        return [Found(Kind.LOG_BROKEN, verified.course, verified.locale, verified.fault)]
    if verified.differing:
        return [Found(Kind.UNITS_DIFFER, verified.course, verified.locale, len(verified.differing))]
    return []


async def _damaged(bucket: Bucket, told: Sequence[Release]) -> list[Found]:
    """Raises Unavailable where the store does not answer: nothing is said of documents then."""
    found = []
    for one in told:
        try:
            await bucket.get(one.document_key, one.document_checksum)
        except Unavailable:
            raise
        except StoaError:
            found.append(Found(Kind.DOCUMENT_DAMAGED, one.course, one.locale, 1))
    return found
