"""The state of one registration: a fold of what its learner did.

Each method folds one action, in constant time. `at` is the time at which the log kept it, in milliseconds;
it never goes back. `thing` is the object on the page. An action that is `late` counts for totals and
knowledge only, not for the present.
"""

from uuid import UUID

import msgspec
from msgspec import field

from stoa.services.adaptive.domain.attention import Attention
from stoa.services.adaptive.domain.calibration import Calibration
from stoa.services.adaptive.domain.captures import Captures
from stoa.services.adaptive.domain.decided import Decided
from stoa.services.adaptive.domain.elo import Elo
from stoa.services.adaptive.domain.film_view import FilmView
from stoa.services.adaptive.domain.knowledge import Knowledge, KnowledgeModel
from stoa.services.adaptive.domain.learning_session import LearningSession
from stoa.services.adaptive.domain.mean import Mean
from stoa.services.adaptive.domain.object_view import ObjectView
from stoa.services.adaptive.domain.responding import Responding, octaves
from stoa.services.adaptive.domain.response import Response
from stoa.services.adaptive.domain.stretches import Stretches
from stoa.services.adaptive.domain.totals import Totals
from stoa.services.adaptive.domain.visit import Visit
from stoa.services.adaptive.domain.waiting import Waiting

IDLE_CAP_MS = 120_000
"""The most that one report of time counts: a machine that slept has not been learning."""
MOST_OBJECTS = 2_000
MOST_FILMS = 200
_ELO = Elo()


class Learning(msgspec.Struct, omit_defaults=True):
    """sequence: of the last message of the log that was folded. at: of the last action that was not late."""

    sequence: int = 0
    at: int = 0
    captures: Captures = field(default_factory=Captures)
    visit: Visit = field(default_factory=Visit)
    session: LearningSession = field(default_factory=LearningSession)
    attention: Attention = field(default_factory=Attention)
    waiting: Waiting = field(default_factory=Waiting)
    responding: Responding = field(default_factory=Responding)
    pace: Mean = field(default_factory=Mean)
    knowledge: Knowledge = field(default_factory=Knowledge)
    totals: Totals = field(default_factory=Totals)
    objects: dict[UUID, ObjectView] = field(default_factory=dict)
    films: dict[UUID, FilmView] = field(default_factory=dict)
    decided: Decided = field(default_factory=Decided)

    def is_fresh(self, capture: UUID, seq: int) -> bool:
        return self.captures.is_fresh(capture, seq)

    def opened(self, at: int, thing: UUID, level: str, expected_s: float, *, late: bool = False) -> None:
        self._seen(thing).visits += 1
        if self._is_now(at, late=late):
            self._close()
            self.visit = Visit(thing, at, level, round(expected_s * 1000))
            self.waiting = Waiting()
            self.session.objects += 1

    def left(self, at: int, thing: UUID, *, late: bool = False) -> None:
        if self._is_now(at, late=late) and thing == self.visit.object:
            self._close()
            self.visit = Visit()
            self.waiting = Waiting()

    def visible(self, at: int, visible: bool, *, late: bool = False) -> None:
        if self._is_now(at, late=late):
            self.visit.visible = visible
            (self.waiting.unhide if visible else self.waiting.hide)(at)

    def focused(self, at: int, focused: bool, *, late: bool = False) -> None:
        if self._is_now(at, late=late):
            self.visit.focused = focused

    def reached(self, at: int, thing: UUID, depth: float, *, late: bool = False) -> None:
        seen = self._seen(thing)
        seen.depth = max(seen.depth, depth)
        if self._is_now(at, late=late) and thing == self.visit.object:
            self.visit.depth = max(self.visit.depth, depth)

    def spent(
        self,
        at: int,
        thing: UUID,
        for_ms: int,
        visible_ms: int,
        active_ms: int,
        keys: int = 0,
        pointers: int = 0,
        *,
        late: bool = False,
    ) -> None:
        for_ms = min(for_ms, IDLE_CAP_MS)
        visible_ms = min(visible_ms, for_ms)
        active_ms = min(active_ms, visible_ms)
        for total in (self._seen(thing), self.totals):
            total.visible_ms += visible_ms
            total.active_ms += active_ms
        self.totals.keys += keys
        self.totals.pointers += pointers
        if self._is_now(at, late=late, touched=active_ms > 0):
            self.attention.spend(for_ms, visible_ms, active_ms)
            self.visit.visible_ms += visible_ms if thing == self.visit.object else 0

    def played(self, at: int, thing: UUID, second: float, *, late: bool = False) -> None:
        if self._is_now(at, late=late):
            film = self._film(thing)
            film.second, film.playing = second, True

    def paused(self, at: int, thing: UUID, second: float, *, late: bool = False) -> None:
        if self._is_now(at, late=late):
            film = self._film(thing)
            film.second, film.playing = second, False

    def sought(self, at: int, thing: UUID, from_s: float, to_s: float, *, late: bool = False) -> None:
        if self._is_now(at, late=late):
            self._film(thing).seek(from_s, to_s)

    def rated(self, at: int, thing: UUID, second: float, rate: float, *, late: bool = False) -> None:
        if self._is_now(at, late=late):
            film = self._film(thing)
            film.second, film.rate = second, rate

    def stalled(self, at: int, thing: UUID, second: float, for_ms: int, *, late: bool = False) -> None:
        self._film(thing).stalled_ms += min(for_ms, IDLE_CAP_MS)
        if self._is_now(at, late=late):
            self._film(thing).second = second

    def watched(
        self,
        at: int,
        thing: UUID,
        from_s: float,
        to_s: float,
        duration_s: float,
        rate: float = 1.0,
        *,
        late: bool = False,
    ) -> Stretches:
        ms = min(max(0.0, to_s - from_s) * 1000 / rate, float(IDLE_CAP_MS))
        self.totals.watched_ms += round(ms)
        if self._is_now(at, late=late):
            self.attention.watch(ms)
        return self._film(thing).watch(from_s, to_s, duration_s, rate)

    def item_shown(self, at: int, item: UUID, *, late: bool = False) -> None:
        self.totals.shown += 1
        if self._is_now(at, late=late):
            self.waiting.show(at, item)

    def item_begun(
        self,
        at: int,
        item: UUID,
        after_ms: int,
        calibration: Calibration,
        *,
        late: bool = False,
    ) -> None:
        if self._is_now(at, late=late):
            self.waiting.begin(at, item)
            self.responding.begin(min(after_ms, IDLE_CAP_MS), calibration)

    def item_changed(self, at: int, times: int, *, late: bool = False) -> None:
        if self._is_now(at, late=late):
            self.responding.change(times)

    def hint_asked(self, at: int, *, late: bool = False) -> None:
        self.totals.hints += 1
        self._is_now(at, late=late)

    def item_skipped(self, at: int, item: UUID, *, late: bool = False) -> None:
        self.totals.skipped += 1
        if self._is_now(at, late=late):
            self.waiting.settle(at, item)
            self.responding.skip()

    def answered(
        self,
        at: int,
        response: Response,
        calibration: Calibration,
        *,
        late: bool = False,
        model: KnowledgeModel = _ELO,
    ) -> None:
        self.totals.responses += 1
        self.totals.right += response.right
        model.learn(self.knowledge, at, response, calibration)
        if self._is_now(at, late=late):
            self.waiting.settle(at, response.item)
            self.responding.respond(response, calibration)
            self.visit.responses += 1
            self.visit.answered = response.item

    def decision_shown(self, at: int, decision: UUID, *, late: bool = False) -> None:
        self.decided.show(decision)
        self._is_now(at, late=late)

    def decision_taken(self, at: int, decision: UUID, *, late: bool = False) -> bool:
        """Whether it was open."""
        self._is_now(at, late=late)
        return self.decided.take(decision)

    def decision_declined(self, at: int, decision: UUID, *, late: bool = False) -> bool:
        """Whether it was open."""
        self._is_now(at, late=late)
        return self.decided.decline(at, decision)

    def film_second(self, thing: UUID) -> float | None:
        """Where their film stands; None where there is none, or it has ended."""
        film = self.films.get(thing)
        return None if film is None or film.ended or not film.furthest else film.second

    def _is_now(self, at: int, *, late: bool, touched: bool = True) -> bool:
        """touched: the learner showed a sign of themself."""
        self.totals.actions += 1
        if late:
            self.totals.late += 1
            return False
        self.at = at
        if touched:
            self.session.touch(at)
        return True

    def _seen(self, thing: UUID) -> ObjectView:
        """One beyond the bound is seen, and not remembered."""
        seen = self.objects.get(thing)
        if seen is None:
            seen = ObjectView()
            if len(self.objects) < MOST_OBJECTS:
                self.objects[thing] = seen
        return seen

    def _film(self, thing: UUID) -> FilmView:
        film = self.films.get(thing)
        if film is None:
            film = FilmView()
            if len(self.films) < MOST_FILMS:
                self.films[thing] = film
        return film

    def _close(self) -> None:
        """The visit tells how fast the learner goes, if it was long enough to tell anything."""
        slowness = self.visit.slowness
        if slowness is not None and slowness > 0.1:
            self.pace.add(octaves(self.visit.visible_ms, self.visit.expected_ms))
