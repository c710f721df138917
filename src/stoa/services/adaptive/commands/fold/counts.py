"""What the learners of a run do at its items and films, and how the class goes, counted by partition."""

from uuid import UUID

from stoa.services.adaptive.domain.changes import Tally
from stoa.services.adaptive.domain.film_curve import FilmCurve
from stoa.services.adaptive.domain.item_tally import ItemTally
from stoa.services.adaptive.domain.pulse import Pulse
from stoa.services.adaptive.domain.tallied import (
    FILM,
    ITEM,
    PULSE,
    read_film,
    read_item,
    read_pulse,
    write,
)

MOST_IN_RUN = 20_000
"""Items and films that are counted."""
MOST_NAMED = 1_000
"""So many are there when an item is counted that nobody has answered yet: browsers name what they like."""

Key = tuple[UUID, str, UUID]
"""run, noun, item or film; the run itself for its pulse."""


class Counts:
    """Of one tenant in one partition."""

    def __init__(self) -> None:
        self._items: dict[Key, ItemTally] = {}
        self._films: dict[Key, FilmCurve] = {}
        self._pulses: dict[UUID, Pulse] = {}
        self._courses: dict[Key, UUID] = {}
        self._in_run: dict[UUID, int] = {}

    def load(self, row: Tally) -> None:
        key = (row.run, row.noun, row.about)
        if row.noun == ITEM:
            self._items[key] = read_item(row.data)
        elif row.noun == PULSE:
            self._pulses[row.run] = read_pulse(row.data)
        else:
            self._films[key] = read_film(row.data)
        self._note(key, row.course)

    def item(self, run: UUID, course: UUID, item: UUID, *, answered: bool = False) -> ItemTally:
        """One beyond the bound is counted, and not remembered. answered: so it is one, says the platform."""
        key = (run, ITEM, item)
        found = self._items.get(key)
        if found is None:
            found = ItemTally()
            if self._in_run.get(run, 0) < (MOST_IN_RUN if answered else MOST_NAMED):
                self._items[key] = found
                self._note(key, course)
        return found

    def film(self, run: UUID, course: UUID, film: UUID, duration_s: float) -> FilmCurve:
        key = (run, FILM, film)
        found = self._films.get(key)
        if found is None:
            found = FilmCurve.of(duration_s)
            if self._in_run.get(run, 0) < MOST_IN_RUN:
                self._films[key] = found
                self._note(key, course)
        return found

    def known_film(self, run: UUID, film: UUID) -> FilmCurve | None:
        return self._films.get((run, FILM, film))

    def pulse(self, run: UUID, course: UUID) -> Pulse:
        found = self._pulses.get(run)
        if found is None:
            found = self._pulses[run] = Pulse()
            self._courses[run, PULSE, run] = course
        return found

    def row(self, key: Key) -> Tally | None:
        """None for one that is not remembered."""
        run, noun, about = key
        counted: ItemTally | FilmCurve | Pulse | None
        counted = self._items.get(key) or self._films.get(key) or self._pulses.get(about)
        if counted is None:
            return None
        return Tally(run, noun, about, self._courses[key], write(counted))

    def _note(self, key: Key, course: UUID) -> None:
        self._courses[key] = course
        self._in_run[key[0]] = self._in_run.get(key[0], 0) + 1
