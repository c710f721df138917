"""The fold of one tenant in one partition."""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from stoa.contracts.adaptive import Decision, LearnerLive
from stoa.contracts.telemetry import ActionBatch
from stoa.kernel.ids import TenantId
from stoa.services.adaptive.commands.fold.acting import DECISIVE, Acting
from stoa.services.adaptive.commands.fold.counts import Counts, Key
from stoa.services.adaptive.commands.fold.deciding import Deciding, Watch
from stoa.services.adaptive.commands.fold.live import learner_live
from stoa.services.adaptive.commands.fold.platform import MapRef, Platform
from stoa.services.adaptive.commands.fold.reading import Heard, Unreadable
from stoa.services.adaptive.commands.fold.standing import Kept, Standing
from stoa.services.adaptive.domain.changes import Changes, Known, Made, State, Tally
from stoa.services.adaptive.domain.course import CourseMap
from stoa.services.adaptive.domain.told import Ended, Enrolled, Scored

WATERMARK_MS = 120_000
"""What is later than two minutes counts for totals, not for the present."""
_FORGOTTEN_MS = 3_600_000


class Pushed(NamedTuple):
    learner: UUID
    decision: Decision


class TenantFold:
    """sequence: of the last record that was folded. safe: of the last one in safe keeping.

    runs: whose counts are loaded; absent: registrations that are known not to be there. moved, counted: what
    instructors were not told of; unsafe, uncounted: what is not in safe keeping.
    """

    def __init__(
        self,
        tenant: TenantId,
        partition: int,
        safe: int,
        maps: dict[MapRef, CourseMap],
        watch: Watch | None = None,
    ) -> None:
        self.tenant = tenant
        self.partition = partition
        self.safe = self.sequence = safe
        self.platform = Platform(maps)
        self.standings: dict[UUID, Standing] = {}
        self.counts = Counts()
        self.runs: set[UUID] = set()
        self.absent: set[UUID] = set()
        self.moved: set[UUID] = set()
        self.counted: set[Key] = set()
        self._deciding = Deciding(self.platform, watch)
        self.unsafe: set[UUID] = set()
        self.uncounted: set[Key] = set()
        self._untold: set[tuple[str, UUID]] = set()

    def take(self, heard: Heard) -> Pushed | None:
        """Folds one record. Raises Unreadable for what is put aside: it changed nothing but what was sent."""
        record, message = heard.record, heard.message
        if record.sequence <= self.sequence:
            return None
        self.sequence = record.sequence
        if heard.learner is None:
            self._untold.update(self.platform.hear(message))  # type: ignore[arg-type]
            return None
        if isinstance(message, Enrolled):
            self._enrol(heard.learner, message, record.sequence)
            return None
        standing = self._standing(heard.learner, message.registration)  # type: ignore[union-attr]
        if isinstance(message, ActionBatch):
            return self._act(standing, message, record.sequence, record.at_ms)
        if isinstance(message, Scored):
            return self._score(standing, message, record.sequence, record.at_ms)
        if isinstance(message, Ended) and message.change > standing.kept.change:
            standing.kept.active, standing.kept.change = False, message.change
            self._change(standing, record.sequence)
        return None

    def _standing(self, learner: UUID, registration: UUID) -> Standing:
        standing = self.standings.get(registration)
        if standing is None:
            raise Unreadable("registration")
        if standing.learner != learner:
            raise Unreadable("foreign")
        return standing

    def _enrol(self, learner: UUID, told: Enrolled, sequence: int) -> None:
        standing = self.standings.get(told.registration)
        if standing is None:
            standing = Standing(told.registration, learner, told.run, told.course, Kept())
            self.standings[told.registration] = standing
        if told.change > standing.kept.change:
            standing.kept.active, standing.kept.change = True, told.change
            self._change(standing, sequence)

    def _act(self, standing: Standing, batch: ActionBatch, sequence: int, at_ms: int) -> Pushed | None:
        if not standing.kept.active:
            raise Unreadable("ended")
        self._change(standing, sequence)
        if not standing.kept.admits(len(batch.actions), at_ms):
            raise Unreadable("flood")
        learning = standing.learning
        acting = self._acting(standing)
        last, decisive = None, False
        for action in batch.actions:
            if not learning.is_fresh(batch.capture, action.seq):
                continue
            # Only what the browser's clock says of itself is believed: how long ago it was.
            lag = max(0, batch.sent_at - action.at)
            late = lag > WATERMARK_MS
            acting.fold(action, at_ms if late else max(learning.at, at_ms - lag), late=late)
            last, decisive = action.id, decisive or (not late and isinstance(action, DECISIVE))
        self._count(acting.touched)
        return self._decide(standing, last) if decisive else None

    def _score(self, standing: Standing, scored: Scored, sequence: int, at_ms: int) -> Pushed | None:
        if not standing.kept.is_new(scored.response):
            return None
        self._change(standing, sequence)
        acting = self._acting(standing)
        late = at_ms - scored.at_ms > WATERMARK_MS
        acting.score(scored, max(standing.learning.at, at_ms), late=late)
        self._count(acting.touched)
        return None if late else self._decide(standing, None)

    def _acting(self, standing: Standing) -> Acting:
        course = self.platform.course(standing.course)
        return Acting(standing, course, self.platform.items, self.counts)

    def _decide(self, standing: Standing, action: UUID | None) -> Pushed | None:
        decision = self._deciding.decide(standing, action)
        return None if decision is None else Pushed(standing.learner, decision)

    def _change(self, standing: Standing, sequence: int) -> None:
        standing.learning.sequence = sequence
        self.moved.add(standing.registration)
        self.unsafe.add(standing.registration)

    def _count(self, touched: Iterable[Key]) -> None:
        self.counted.update(touched)
        self.uncounted.update(touched)

    def live(self, standing: Standing) -> LearnerLive:
        """Worked out once for every state that is looked at."""
        if standing.live is None or standing.live_at != standing.learning.sequence:
            course = self.platform.course(standing.course)
            standing.live = learner_live(standing, course, self.platform.items)
            standing.live_at = standing.learning.sequence
        return standing.live

    def newest(self, registration: UUID) -> Made | None:
        """The last offer that is not in safe keeping."""
        offers = (
            one for one in reversed(self._deciding.made) if one.registration == registration and one.rule
        )
        return next(offers, None)

    def changes(self) -> Changes | None:
        """What is not in safe keeping yet; None when everything is."""
        if self.sequence == self.safe:
            return None
        return Changes(
            self.partition,
            self.safe,
            self.sequence,
            tuple(self._states()),
            tuple(self._tallies()),
            tuple(self._known()),
            tuple(self._deciding.made),
            tuple(self._deciding.alerts),
        )

    def _states(self) -> Iterable[State]:
        for registration in self.unsafe:
            standing = self.standings[registration]
            yield standing.state(self.live(standing))

    def _tallies(self) -> Iterable[Tally]:
        for key in self.uncounted:
            row = self.counts.row(key)
            if row is not None:
                yield row

    def _known(self) -> Iterable[Known]:
        return (self.platform.row(*key) for key in self._untold)

    def settle(self, changes: Changes) -> None:
        """They are in safe keeping. What was folded meanwhile is not."""
        self.safe = changes.now
        del self._deciding.made[: len(changes.made)]
        del self._deciding.alerts[: len(changes.alerts)]

    def begin_changes(self) -> None:
        """From now on only what changes anew is unsafe; `changes` was asked before."""
        self.unsafe, self.uncounted, self._untold = set(), set(), set()

    def keep_changes(self, changes: Changes) -> None:
        """They could not be brought into safe keeping: they stay unsafe."""
        self.unsafe |= {one.registration for one in changes.states}
        self.uncounted |= {(one.run, one.noun, one.about) for one in changes.tallies}
        self._untold |= {(one.noun, one.about) for one in changes.known}

    def forget(self) -> None:
        """Learners who have been away for an hour are read again when they come back."""
        newest = max((one.learning.at for one in self.standings.values()), default=0)
        self.standings = {
            registration: standing
            for registration, standing in self.standings.items()
            if registration in self.unsafe or standing.learning.at >= newest - _FORGOTTEN_MS
        }
