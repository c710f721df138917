"""The fold of one tenant in one partition."""

from collections.abc import Iterable
from contextlib import suppress
from typing import NamedTuple
from uuid import UUID

from stoa.contracts.adaptive import DecisionKind, LearnerLive
from stoa.contracts.telemetry import ActionBatch, ConsentScope
from stoa.kernel.ids import TenantId
from stoa.runtime.partitions import Record
from stoa.services.adaptive.commands.fold.consents import CONSENT, Consents
from stoa.services.adaptive.commands.fold.counts import Counts, Key
from stoa.services.adaptive.commands.fold.deciding import Deciding, Watch, answer
from stoa.services.adaptive.commands.fold.early import EARLY, Early
from stoa.services.adaptive.commands.fold.folding import Folded, Folding
from stoa.services.adaptive.commands.fold.live import learner_live
from stoa.services.adaptive.commands.fold.platform import MapRef, Platform
from stoa.services.adaptive.commands.fold.reading import WITHHELD, Heard, HeardByAll, Unreadable, read
from stoa.services.adaptive.commands.fold.standing import Standing
from stoa.services.adaptive.domain.changes import Changes, Known, Made, State, Tally
from stoa.services.adaptive.domain.course import CourseMap
from stoa.services.adaptive.domain.kept import Kept
from stoa.services.adaptive.domain.tallied import PULSE
from stoa.services.adaptive.domain.told import Consented, Ended, Enrolled, Scored

_FORGOTTEN_MS = 3_600_000


class Pushed(NamedTuple):
    """subject: of the learner's pages. kind: of the decision that is offered; None for what was answered."""

    subject: str
    data: bytes
    kind: DecisionKind | None = None


class TenantFold:
    """sequence: of the last record that was folded. safe: of the last one in safe keeping.

    runs: whose counts are loaded; absent: registrations that are known not to be there. moved, counted: what
    instructors were not told of; unsafe, uncounted, _untold: registrations, counts and rows of `known` which
    are not in safe keeping; _leaving: those of the first two that are on their way there.
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
        self.unsafe: set[UUID] = set()
        self.uncounted: set[Key] = set()
        self._untold: set[tuple[str, UUID]] = set()
        self._leaving: tuple[set[UUID], set[Key]] = set(), set()
        self._deciding = Deciding(self.platform, watch)
        self._folding = Folding(self.platform, self.counts, self._deciding)
        self._early = Early()
        self._consents = Consents()

    def take(self, heard: Heard | HeardByAll) -> list[Pushed]:
        """Folds one record. Raises Unreadable for what is put aside: it changed nothing but what was sent."""
        if heard.record.sequence <= self.sequence:
            return []
        self.sequence = heard.record.sequence
        if isinstance(heard, HeardByAll):
            self._untold.update(self.platform.hear(heard.message))
            return []
        return self._hear(heard)

    def _hear(self, heard: Heard) -> list[Pushed]:
        record, learner, message = heard.record, heard.learner, heard.message
        if isinstance(message, Consented):
            if self._consents.hear(learner, message):
                self._untold.add((CONSENT, learner))
            return []
        if isinstance(message, Enrolled):
            return self._enrol(learner, message, record.sequence)
        if isinstance(message, ActionBatch):
            self._check_consent(learner, message)
        standing = self.standings.get(message.registration)
        if standing is None:
            self._keep_early(message.registration, record)
            return []
        if standing.learner != learner:
            raise Unreadable("foreign")
        if isinstance(message, Ended):
            self._end(standing, message, record.sequence)
            return []
        return self._fold(standing, message, record)

    def _check_consent(self, learner: UUID, batch: ActionBatch) -> None:
        if batch.scope is ConsentScope.LEARNING and self.withholds(learner):
            raise Unreadable(WITHHELD)

    def _fold(self, standing: Standing, message: ActionBatch | Scored, record: Record) -> list[Pushed]:
        if isinstance(message, ActionBatch):
            if not standing.kept.active:
                raise Unreadable("ended")
            self._change(standing, record.sequence)
            folded = self._folding.act(standing, message, record.at_ms)
        else:
            if not standing.kept.is_new(message.response):
                return []
            self._change(standing, record.sequence)
            folded = self._folding.score(standing, message, record.at_ms)
        self.counted.update(folded.touched)
        self.uncounted.update(folded.touched)
        self._mark(standing, record.at_ms)
        return list(self._pushed(standing, folded))

    def _mark(self, standing: Standing, at_ms: int) -> None:
        """In the pulse of the class, when the learner was looked at just now."""
        features = standing.features
        if features is None or standing.features_at != standing.learning.sequence:
            return
        pulse, kept = self.counts.pulse(standing.run, standing.course), standing.kept
        accuracy = features.accuracy if features.responses else None
        kept.marked(pulse.mark(kept.mark, at_ms, features.engagement, accuracy, features.risk))
        key = (standing.run, PULSE, standing.run)
        self.counted.add(key)
        self.uncounted.add(key)

    def _pushed(self, standing: Standing, folded: Folded) -> Iterable[Pushed]:
        """What is over goes before what is new."""
        decisions, answers = standing.told_on(self.tenant)
        for decision in folded.answered:
            yield Pushed(answers, answer(standing.registration, decision))
        if folded.offer is not None:
            yield Pushed(decisions, folded.offer.data, folded.offer.kind)

    def _enrol(self, learner: UUID, told: Enrolled, sequence: int) -> list[Pushed]:
        standing = self.standings.get(told.registration)
        if standing is None:
            standing = Standing(told.registration, learner, told.run, told.course, Kept())
            self.standings[told.registration] = standing
        if told.change <= standing.kept.change:
            return []
        standing.kept.active, standing.kept.change = True, told.change
        pushed = self._fold_early(learner, told.registration)
        self._change(standing, sequence)
        return pushed

    def _end(self, standing: Standing, told: Ended, sequence: int) -> None:
        if told.change > standing.kept.change:
            standing.kept.active, standing.kept.change = False, told.change
            self._change(standing, sequence)

    def _keep_early(self, registration: UUID, record: Record) -> None:
        kept = self._early.keep(registration, record)
        self._untold |= {(EARLY, expired) for expired in self._early.expired}
        self._early.expired.clear()
        if not kept:
            raise Unreadable("registration")
        self._untold.add((EARLY, registration))

    def _fold_early(self, learner: UUID, registration: UUID) -> list[Pushed]:
        """What came before the enrolment was told, of this learner."""
        records = self._early.take(registration)
        if records:
            self._untold.add((EARLY, registration))
        pushed: list[Pushed] = []
        for record in records:
            with suppress(Unreadable):
                heard = read(record)
                if isinstance(heard, Heard) and heard.learner == learner:
                    pushed += self._hear(heard)
        return pushed

    def _change(self, standing: Standing, sequence: int) -> None:
        standing.learning.sequence = sequence
        self.moved.add(standing.registration)
        self.unsafe.add(standing.registration)

    def load(self, row: Known) -> None:
        """What the platform had told, or what came early, as it was in safe keeping."""
        if row.noun == EARLY:
            self._early.load(row)
        elif row.noun == CONSENT:
            self._consents.load(row)
        else:
            self.platform.load(row)

    def withholds(self, learner: UUID) -> bool:
        """Whether they took back that it is told how they learn."""
        return self._consents.withheld(learner)

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
            one for one in reversed(self._deciding.made) if one.registration == registration and one.offered
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
        return (self._row(noun, about) for noun, about in self._untold)

    def _row(self, noun: str, about: UUID) -> Known:
        if noun == EARLY:
            return self._early.row(about)
        return self._consents.row(about) if noun == CONSENT else self.platform.row(noun, about)

    def settle(self, changes: Changes) -> None:
        """They are in safe keeping. What was folded meanwhile is not."""
        self.safe = changes.now
        self._leaving = set(), set()
        del self._deciding.made[: len(changes.made)]
        del self._deciding.alerts[: len(changes.alerts)]

    def forget_made(self) -> None:
        """Nothing of it is brought into safe keeping: somebody only looks."""
        self._deciding.made.clear()
        self._deciding.alerts.clear()

    def begin_changes(self) -> None:
        """From now on only what changes anew is unsafe; `changes` was asked before.

        What it told leaves for safe keeping, and is there after `settle`, or stays here by `keep_changes`.
        """
        self._leaving = self.unsafe, self.uncounted
        self.unsafe, self.uncounted, self._untold = set(), set(), set()

    def keep_changes(self, changes: Changes) -> None:
        """They could not be brought into safe keeping: they stay unsafe."""
        self._leaving = set(), set()
        self.unsafe |= {one.registration for one in changes.states}
        self.uncounted |= {(one.run, one.noun, one.about) for one in changes.tallies}
        self._untold |= {(one.noun, one.about) for one in changes.known}

    def not_kept(self) -> tuple[set[UUID], set[Key]]:
        """Registrations and counts that nobody finds in safe keeping yet."""
        return self.unsafe | self._leaving[0], self.uncounted | self._leaving[1]

    def forget(self) -> None:
        """Learners who have been away for an hour are read again when they come back."""
        newest = max((one.learning.at for one in self.standings.values()), default=0)
        self.standings = {
            registration: standing
            for registration, standing in self.standings.items()
            if registration in self.unsafe or standing.learning.at >= newest - _FORGOTTEN_MS
        }
