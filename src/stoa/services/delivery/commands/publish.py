"""Publishing: render, upload, verify, and only then tell and activate.

Until the last unit of work nothing points to what was written, so a crash leaves readers with what they had.
Rendering the same gives the same bytes and addresses are written once, so doing all of it again after a crash
ends with the same version.
"""

from dataclasses import replace
from uuid import UUID

from stoa.contracts.delivery import ManifestPublished, PublicationFailed
from stoa.kernel.errors import Defect, Refusal, StoaError, Unavailable
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, UnitOfWork
from stoa.services.delivery.commands.activate import swap
from stoa.services.delivery.commands.make import make
from stoa.services.delivery.commands.pilot import show_to_runs
from stoa.services.delivery.commands.telling import telling
from stoa.services.delivery.domain.pilot import Audience, Pilot, audience_of
from stoa.services.delivery.domain.publication import Publication, State
from stoa.services.delivery.domain.version import Version
from stoa.services.delivery.ports import Outside
from stoa.services.delivery.store import abandoned, pilots, publications, versions


async def publish(db: Database, outside: Outside, caller: Caller, publication: UUID) -> None:
    """The same publication again finishes what is left of it. A refusal ends it and is told to the editor."""
    caller = caller.under(None)
    async with db.read(caller) as read:
        wanted = await publications.load_publication(read, publication)
    if wanted is None:
        raise Defect("publication.missing", publication=str(publication))
    if wanted.state is State.PUBLISHED:
        return
    try:
        async with telling(db, caller, publication) as progress:
            version = await make(db, outside, caller, wanted, progress)
        await _finish(db, caller, wanted, version)
    except Unavailable:
        raise
    except Refusal as refusal:
        await _fail(db, caller, wanted, refusal)
    except Exception as error:
        await _fail(
            db, caller, wanted, error if isinstance(error, StoaError) else Defect("publication.defect")
        )
        raise


async def _finish(db: Database, caller: Caller, wanted: Publication, made: Version) -> None:
    """Version, facts and activation are there together or not at all."""
    async with db.work(caller) as work:
        await versions.lock_edition(work, wanted.edition)
        now = await publications.load_publication(work, wanted.id, lock=True)
        if now is None or now.state is State.PUBLISHED:
            return
        version = await versions.find_version(work, wanted.edition, made.tag)
        if version is None:
            version = replace(made, published_at=work.now)
            await versions.add_version(work, version)
        if version.number != made.number:
            await abandoned.give_up(work, wanted.edition, made.number, work.now)
        await publications.save_published(work, wanted.id, version.number)
        work.record(
            ManifestPublished(
                content=await versions.content_of(work, wanted.edition.course),
                course=wanted.edition.course,
                locale=wanted.edition.locale,
                version=version.number,
                revision=version.revision,
                key=version.key,
                checksum=version.checksum,
                publication=wanted.id,
            )
        )
        await _show(work, wanted, version)


async def _show(work: UnitOfWork, wanted: Publication, version: Version) -> None:
    """To whom it is for, as localization chose it last."""
    pilot = await pilots.load_pilot(work, wanted.edition)
    audience, runs = audience_of(wanted, pilot)
    if audience is Audience.EVERYONE:
        if await _leads(work, wanted, version):
            await swap(work, version, wanted.published_by, expected=None)
    elif audience is Audience.RUNS and await _leads_runs(work, wanted, version, pilot):
        change = max(pilot.change, wanted.audience)
        await show_to_runs(work, version, replace(pilot, audience=audience, runs=runs, change=change))


async def _leads_runs(work: UnitOfWork, wanted: Publication, version: Version, pilot: Pilot) -> bool:
    """As `_leads`, of the runs."""
    return pilot.version != version.number and await _is_latest(work, wanted)


async def _leads(work: UnitOfWork, wanted: Publication, version: Version) -> bool:
    """Whether readers should get it: they have another, and it is the latest."""
    active = await versions.load_active(work, wanted.edition)
    return active.version != version.number and await _is_latest(work, wanted)


async def _is_latest(work: UnitOfWork, wanted: Publication) -> bool:
    """Nothing later is out, and nobody took the locale back."""
    return not (
        await publications.overtaken(work, wanted)
        or await versions.is_withdrawn(work, wanted.edition, wanted.id)
    )


async def _fail(db: Database, caller: Caller, wanted: Publication, error: StoaError) -> None:
    """Readers keep what they had. The same failure is told once, however often it is tried again."""
    async with db.work(caller) as work:
        now = await publications.load_publication(work, wanted.id, lock=True)
        if now is None or now.state is State.PUBLISHED:
            return
        await publications.save_failed(work, wanted.id, error.code, error.data)
        if now.code == error.code:
            return
        work.record(
            PublicationFailed(
                publication=wanted.id,
                course=wanted.edition.course,
                revision=wanted.revision,
                locale=wanted.edition.locale,
                code=error.code,
            )
        )
