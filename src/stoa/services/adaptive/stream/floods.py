"""Sessions that tell far more than a person can do: by what they told, not by what was made of it."""

from typing import NamedTuple
from uuid import UUID

from stoa.contracts.adaptive import FloodNoticed
from stoa.contracts.telemetry import ActionBatch
from stoa.kernel.ids import TenantId
from stoa.services.adaptive.commands.fold.reading import Heard

WINDOW_S = 10.0
MOST_ACTIONS = 2_000
"""In a window, or as many batches in the place of forty: a page sends some five."""
_A_BATCH = 40
_AGAIN_MS = 60_000
_MOST_SESSIONS = 100_000


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

    def count(self, heard: Heard) -> None:
        if not isinstance(heard.message, ActionBatch) or heard.learner is None:
            return
        window = int(heard.record.at_ms / 1000 / WINDOW_S)
        if window != self._window or len(self._told) > _MOST_SESSIONS:
            self._window, self._told = window, {}
        session = heard.record.subject.rpartition(".")[2]
        told = self._told.get(session, 0) + max(len(heard.message.actions), _A_BATCH)
        self._told[session] = told
        if told > MOST_ACTIONS and heard.record.at_ms > self._known.get(session, 0) + _AGAIN_MS:
            self._known[session] = heard.record.at_ms
            self._notice(heard, session, told)

    def _notice(self, heard: Heard, session: str, actions: int) -> None:
        try:
            identity = UUID(session)
        except ValueError:
            return
        told = FloodNoticed(
            session=identity,
            learner=heard.learner,  # type: ignore[arg-type]
            actions=actions,
            seconds=WINDOW_S,
        )
        self.noticed.append(Flood(heard.tenant, told))
