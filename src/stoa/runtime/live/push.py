"""What identity pushes to a person's open pages, at once and without a promise; adaptive pushes its own.

Core NATS keeps nothing: a page that was away asks for the state and goes on from there.
"""

import msgspec

from stoa.kernel.ids import PersonId, TenantId
from stoa.runtime.bus import Bus
from stoa.runtime.live import subjects


class Push:
    """message: encodable by msgspec; a page gets it as JSON."""

    def __init__(self, bus: Bus) -> None:
        self._client = bus.client

    async def renew(self, tenant: TenantId, person: PersonId) -> None:
        """The person's passes are good no more: pages ask for new ones, or learn that there are none.

        It says so: a page can point acknowledgements of the log at this subject, which say other things.
        """
        await self._publish(subjects.renewal(tenant, person), {"renew": True})

    async def consent(self, tenant: TenantId, person: PersonId, chosen: object) -> None:
        """What the person lets be told from now on."""
        await self._publish(subjects.consent(tenant, person), chosen)

    async def _publish(self, subject: str, message: object) -> None:
        await self._client.publish(subject, msgspec.json.encode(message))
