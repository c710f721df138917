"""How a class goes: a point each half minute, of the learners of a run in one partition."""

import msgspec

STEP_MS = 30_000
KEPT = 30
"""Points: a quarter of an hour."""
TWENTIETHS = 20
BINS = TWENTIETHS + 1


class Mark(msgspec.Struct, array_like=True, frozen=True):
    """Where a learner was counted last. number: of the point; the others: bins.

    accuracy: None before the first response, of which nothing is known.
    """

    number: int
    engagement: int
    accuracy: int | None
    risk: int


class Point(msgspec.Struct, array_like=True):
    """Learners by twentieths: of those who were at work in this half minute, the nearest; accuracy of those
    who had responded; risk of everybody by then, the last one that it reached.

    number: half minutes since 1970.
    """

    number: int
    engagement: list[int]
    accuracy: list[int]
    risk: list[int]


def _nobody() -> list[int]:
    return [0] * BINS


class Pulse(msgspec.Struct, array_like=True):
    """points: the newest last; of a half minute in which nobody did anything there is none."""

    points: list[Point] = []
    risk: list[int] = msgspec.field(default_factory=_nobody)

    def mark(
        self, before: Mark | None, at_ms: int, engagement: float, accuracy: float | None, risk: float
    ) -> Mark:
        """Counts a learner once in each point, as they were last. before: where they were counted last."""
        point = self._point(at_ms)
        earned = None if accuracy is None else _nearest(accuracy)
        mark = Mark(point.number, _nearest(engagement), earned, _reached(risk))
        if before is not None:
            self.risk[before.risk] -= 1
            point.risk[before.risk] -= 1
        if before is not None and before.number == point.number:
            point.engagement[before.engagement] -= 1
            if before.accuracy is not None:
                point.accuracy[before.accuracy] -= 1
        self.risk[mark.risk] += 1
        point.risk[mark.risk] += 1
        point.engagement[mark.engagement] += 1
        if mark.accuracy is not None:
            point.accuracy[mark.accuracy] += 1
        return mark

    def _point(self, at_ms: int) -> Point:
        """The last one also for what comes with an older time."""
        number = at_ms // STEP_MS
        if not self.points or number > self.points[-1].number:
            self.points.append(Point(number, _nobody(), _nobody(), list(self.risk)))
            while self.points[0].number <= number - KEPT:
                del self.points[0]
        return self.points[-1]


def _nearest(share: float) -> int:
    """share: in [0, 1]. Of a middle one wants to know where it is."""
    return min(TWENTIETHS, max(0, int(share * TWENTIETHS + 0.5)))


def _reached(share: float) -> int:
    """Of a risk, which bounds it reached."""
    return min(TWENTIETHS, max(0, int(share * TWENTIETHS)))
