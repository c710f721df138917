"""What the caller lets be told."""

from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.identity import store
from stoa.services.identity.domain.consent import Consent


async def consent_of(db: Database, caller: Caller) -> Consent:
    async with db.read(caller) as read:
        return await store.consents.load_consent(read, caller.known())
