"""Choosing what is told of how one learns."""

from stoa.contracts.identity import ConsentChosen
from stoa.contracts.telemetry import ConsentScope
from stoa.kernel.errors import NotFound
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.identity import store
from stoa.services.identity.domain.consent import Consent, Scope


async def choose_consent(db: Database, caller: Caller, scope: Scope) -> Consent:
    """Of the caller's own. The person's row is locked first, so that versions have no gaps."""
    async with db.work(caller.under(None)) as work:
        person = await store.people.lock_person(work, caller.known())
        if person is None:
            raise NotFound("person.unknown")
        before = await store.consents.load_consent(work, person.id)
        now = before.chosen(scope, work.now)
        if now is not before:
            await store.consents.save_consent(work, person.id, now)
            told = ConsentScope(now.scope.value)
            work.record(ConsentChosen(person=person.id, scope=told, version=now.version))
        return now
