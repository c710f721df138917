"""One action of a learner, folded: into their state, and into the counts of their run."""

from typing import Any
from uuid import UUID

from stoa.contracts import telemetry as wire
from stoa.services.adaptive.commands.fold.counts import Counts, Key
from stoa.services.adaptive.commands.fold.standing import Standing
from stoa.services.adaptive.domain.course import CourseMap
from stoa.services.adaptive.domain.film_curve import FilmCurve
from stoa.services.adaptive.domain.item_tally import ItemTally
from stoa.services.adaptive.domain.items import Items
from stoa.services.adaptive.domain.response import Response
from stoa.services.adaptive.domain.tallied import FILM, ITEM
from stoa.services.adaptive.domain.told import Scored

DECISIVE = frozenset(
    {
        wire.PageOpened,
        wire.TimeSpent,
        wire.VisibilityChanged,
        wire.VideoWatched,
        wire.VideoSought,
        wire.ItemShown,
        wire.ItemBegun,
        wire.ItemChanged,
        wire.HintAsked,
        wire.ItemSkipped,
    }
)
"""After these something may be decided; the others change nothing that a rule could wait for."""


class Acting:
    """Folds actions of one standing. touched: items and films whose counts changed.

    answered: decisions that were open and were taken or declined.
    """

    def __init__(self, standing: Standing, course: CourseMap, items: Items, counts: Counts) -> None:
        self._standing = standing
        self._learning = standing.learning
        self._course = course
        self._items = items
        self._counts = counts
        self.touched: set[Key] = set()
        self.answered: list[UUID] = []

    def fold(self, action: wire.AnyAction, at: int, *, late: bool) -> None:
        _FOLDS[type(action)](self, action, at, late)

    def score(self, scored: Scored, at: int, *, late: bool) -> None:
        response = Response(
            item=scored.item,
            skills=scored.skills,
            share=scored.share,
            tries=scored.tries,
            hints=scored.hints,
            think_ms=scored.think_ms,
        )
        ability = self._learning.knowledge.ability(scored.skills)
        self._item(scored.item, answered=True).respond(scored.share, ability, first=scored.tries <= 1)
        self._learning.answered(at, response, self._items.of(scored.item), late=late)

    def _item(self, item: UUID, *, answered: bool = False) -> ItemTally:
        standing = self._standing
        self.touched.add((standing.run, ITEM, item))
        return self._counts.item(standing.run, standing.course, item, answered=answered)

    def _film(self, film: UUID, duration_s: float) -> FilmCurve:
        standing = self._standing
        self.touched.add((standing.run, FILM, film))
        return self._counts.film(standing.run, standing.course, film, duration_s)

    def _leave_film(self, thing: UUID | None) -> None:
        """Whoever goes away from a film that has not ended leaves it where it stands."""
        second = self._learning.film_second(thing) if thing else None
        if thing is not None and second is not None and self._counts.known_film(self._standing.run, thing):
            self._film(thing, 0).leave(second)

    def _opened(self, action: wire.PageOpened, at: int, late: bool) -> None:
        if not late:
            self._leave_film(self._learning.visit.object)
        expected_s = self._course.expected_s(action.object, action.words)
        self._learning.opened(at, action.object, action.level, expected_s, late=late)

    def _left(self, action: wire.PageLeft, at: int, late: bool) -> None:
        if not late and self._learning.visit.object == action.object:
            self._leave_film(action.object)
        self._learning.left(at, action.object, late=late)

    def _visible(self, action: wire.VisibilityChanged, at: int, late: bool) -> None:
        self._learning.visible(at, action.visible, late=late)

    def _focused(self, action: wire.FocusChanged, at: int, late: bool) -> None:
        self._learning.focused(at, action.focused, late=late)

    def _reached(self, action: wire.DepthReached, at: int, late: bool) -> None:
        self._learning.reached(at, action.object, action.depth, late=late)

    def _spent(self, action: wire.TimeSpent, at: int, late: bool) -> None:
        self._learning.spent(
            at,
            action.object,
            action.for_ms,
            action.visible_ms,
            action.active_ms,
            action.keys,
            action.pointers,
            late=late,
        )

    def _played(self, action: wire.VideoPlayed, at: int, late: bool) -> None:
        self._learning.played(at, action.object, action.second, late=late)

    def _paused(self, action: wire.VideoPaused, at: int, late: bool) -> None:
        if self._counts.known_film(self._standing.run, action.object):
            self._film(action.object, 0).pause(action.second)
        self._learning.paused(at, action.object, action.second, late=late)

    def _sought(self, action: wire.VideoSought, at: int, late: bool) -> None:
        self._learning.sought(at, action.object, action.from_s, action.to_s, late=late)

    def _rated(self, action: wire.VideoRateChanged, at: int, late: bool) -> None:
        self._learning.rated(at, action.object, action.second, action.rate, late=late)

    def _stalled(self, action: wire.VideoStalled, at: int, late: bool) -> None:
        self._learning.stalled(at, action.object, action.second, action.for_ms, late=late)

    def _watched(self, action: wire.VideoWatched, at: int, late: bool) -> None:
        known = self._course.get(action.object)
        # Curves of all learners need one length; what the course says is the same for everybody.
        duration_s = (known and known.duration_s) or action.duration_s
        stretches = self._learning.watched(
            at, action.object, action.from_s, action.to_s, duration_s, action.rate, late=late
        )
        if known is not None and duration_s > 0:
            self._film(action.object, duration_s).watch(stretches)

    def _shown(self, action: wire.ItemShown, at: int, late: bool) -> None:
        self._item(action.item).show()
        self._learning.item_shown(at, action.item, late=late)

    def _begun(self, action: wire.ItemBegun, at: int, late: bool) -> None:
        self._item(action.item).begin(action.after_ms)
        calibration = self._items.of(action.item)
        self._learning.item_begun(at, action.item, action.after_ms, calibration, late=late)

    def _changed(self, action: wire.ItemChanged, at: int, late: bool) -> None:
        self._learning.item_changed(at, action.times, late=late)

    def _hinted(self, action: wire.HintAsked, at: int, late: bool) -> None:
        self._item(action.item).hint()
        self._learning.hint_asked(at, late=late)

    def _skipped(self, action: wire.ItemSkipped, at: int, late: bool) -> None:
        self._item(action.item).skip()
        self._learning.item_skipped(at, action.item, late=late)

    def _decision_shown(self, action: wire.DecisionShown, at: int, late: bool) -> None:
        self._learning.decision_shown(at, action.decision, late=late)

    def _decision_taken(self, action: wire.DecisionTaken, at: int, late: bool) -> None:
        if self._learning.decision_taken(at, action.decision, late=late):
            self.answered.append(action.decision)

    def _decision_declined(self, action: wire.DecisionDeclined, at: int, late: bool) -> None:
        if self._learning.decision_declined(at, action.decision, late=late):
            self.answered.append(action.decision)


_FOLDS: dict[type, Any] = {
    wire.PageOpened: Acting._opened,
    wire.PageLeft: Acting._left,
    wire.VisibilityChanged: Acting._visible,
    wire.FocusChanged: Acting._focused,
    wire.DepthReached: Acting._reached,
    wire.TimeSpent: Acting._spent,
    wire.VideoPlayed: Acting._played,
    wire.VideoPaused: Acting._paused,
    wire.VideoSought: Acting._sought,
    wire.VideoRateChanged: Acting._rated,
    wire.VideoStalled: Acting._stalled,
    wire.VideoWatched: Acting._watched,
    wire.ItemShown: Acting._shown,
    wire.ItemBegun: Acting._begun,
    wire.ItemChanged: Acting._changed,
    wire.HintAsked: Acting._hinted,
    wire.ItemSkipped: Acting._skipped,
    wire.DecisionShown: Acting._decision_shown,
    wire.DecisionTaken: Acting._decision_taken,
    wire.DecisionDeclined: Acting._decision_declined,
}
