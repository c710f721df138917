"""Sessions that tell far more than a person can do: by what they told, not by what was made of it."""

from typing import NamedTuple
from uuid import UUID

from stoa.contracts.adaptive import FloodNoticed
from stoa.contracts.telemetry import ActionBatch
from stoa.kernel.ids import TenantId
from stoa.runtime.partitions import Record
from stoa.services.adaptive.commands.fold.reading import Heard, HeardByAll
from stoa.services.adaptive.domain.throttle import A_BATCH, MOST_ACTIONS, MOST_SESSIONS, WINDOW_S

_AGAIN_MS = 60_000


class Flood(NamedTuple):
    tenant: TenantId
    told: FloodNoticed


class Floods:
    """noticed: since they were taken last."""

    def __init__(self) -> None:
        self.noticed: list[Flood] = []
        self._window = 0
        self._told: dict[str, int] = {}
        self._known: dict[str, int] = {}

    def count(self, record: Record, heard: Heard | HeardByAll | None) -> None:
        """heard: None for what cannot be read, which counts as well."""
        message = None if heard is None else heard.message
        actions = len(message.actions) if isinstance(message, ActionBatch) else 0
        window = int(record.at_ms / 1000 / WINDOW_S)
        if window != self._window or len(self._told) > MOST_SESSIONS:
            self._window, self._told = window, {}
        sender = record.subject
        told = self._told.get(sender, 0) + max(actions, A_BATCH)
        self._told[sender] = told
        if told > MOST_ACTIONS and record.at_ms > self._known.get(sender, 0) + _AGAIN_MS:
            self._known[sender] = record.at_ms
            self._notice(sender, told)

    def _notice(self, sender: str, actions: int) -> None:
        """Nobody is behind what the platform tells, nor behind a subject of another shape."""
        try:
            tenant, learner, session = (UUID(part) for part in sender.split(".")[2:])
        except ValueError:
            return
        told = FloodNoticed(session=session, learner=learner, actions=actions, seconds=float(WINDOW_S))
        self.noticed.append(Flood(TenantId(tenant), told))
