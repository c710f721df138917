"""What delivery hears."""

from stoa.contracts.content import RevisionPublished
from stoa.contracts.localization import AudienceChosen, LocaleReady, LocaleRemoved
from stoa.runtime.caller import Caller
from stoa.runtime.consumer import consumer
from stoa.runtime.db import Database
from stoa.services.delivery.commands.pilot import choose_audience
from stoa.services.delivery.commands.publish import publish
from stoa.services.delivery.commands.receive import receive_revision
from stoa.services.delivery.commands.withdraw import withdraw
from stoa.services.delivery.domain.pilot import Audience
from stoa.services.delivery.domain.publication import Edition, PublicationRequested
from stoa.services.delivery.ports import Outside


@consumer(RevisionPublished)
async def on_revision_published(event: RevisionPublished, caller: Caller, db: Database) -> None:
    await receive_revision(db, caller, event)


@consumer(LocaleReady)
async def on_locale_ready(event: LocaleReady, caller: Caller, db: Database) -> None:
    await receive_revision(db, caller, event)


@consumer(LocaleRemoved)
async def on_locale_removed(event: LocaleRemoved, caller: Caller, db: Database) -> None:
    if event.before is not None:
        await withdraw(db, caller, Edition(event.course, event.locale), event.before)


@consumer(AudienceChosen)
async def on_audience_chosen(event: AudienceChosen, caller: Caller, db: Database) -> None:
    edition, audience = Edition(event.course, event.locale), Audience(event.audience.value)
    await choose_audience(db, caller, edition, audience, tuple(event.runs), event.change)


@consumer(PublicationRequested, attempts=3, backoff_s=(0.2, 2, 10))
async def on_publication_requested(
    event: PublicationRequested, caller: Caller, db: Database, outside: Outside
) -> None:
    await publish(db, outside, caller, event.publication)
