"""What a pass brought from the other side in one locale, in the words of translators' files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from stoa.kernel.locale import Locale
from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.exchange.unit import ExchangedUnit
from stoa.services.localization.domain.file import WEBLATE, File, FileEntry
from stoa.services.localization.domain.file import Outcome as Ending
from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.domain.returned import name_of
from stoa.services.localization.domain.sync.connection import Connection
from stoa.services.localization.domain.sync.here import Here
from stoa.services.localization.domain.sync.kept import KeptUnit
from stoa.services.localization.domain.sync.reconcile import Conflict, Outcome
from stoa.services.localization.domain.sync.stand import Stand
from stoa.services.localization.domain.sync.tagged import untagged
from stoa.services.localization.domain.unit import State

_NOTHING = KeptUnit()


@dataclass(frozen=True, slots=True)
class Brought:
    """here: as it was when it was looked at. lost: words of theirs that ours came over.

    most: the highest state they have.
    """

    locale: str
    here: Here
    outcome: Outcome
    lost: Sequence[Conflict]
    most: State

    @property
    def kept(self) -> Mapping[str, KeptUnit]:
        return self.here.kept.get(self.locale, {})

    def untold(self) -> list[Conflict]:
        """Conflicts that nobody was asked about yet."""
        return [
            one
            for one in self.outcome.conflicts
            if not self.kept.get(one.unit, _NOTHING).told(one.theirs, conflict=True)
        ]

    def pulled(self) -> list[tuple[str, Stand]]:
        """Those with a unit here to come into; the others wait until memory and machines were asked."""
        there = self.here.units[self.locale]
        return [
            (key, stand)
            for key, stand in self.outcome.pull.items()
            if key in there and not self.kept.get(key, _NOTHING).told(stand, conflict=False)
        ]

    def part(self, key: str, stand: Stand) -> ExchangedUnit:
        """Where they have no reviews, what is translated there is a person's last word."""
        segment, unit = self.here.segments[key], self.here.units[self.locale][key]
        return ExchangedUnit(
            id=name_of(unit, segment.checksum),
            source_locale=Locale(self.here.source_locale),
            locale=Locale(self.locale),
            source=segment.coded,
            target=untagged(stand.target, segment.coded),
            state=State.REVIEWED if stand.state >= self.most else stand.state,
        )

    def entry(self, one: Conflict, number: int) -> FileEntry:
        segment, unit = self.here.segments.get(one.unit), self.here.units[self.locale].get(one.unit)
        said = untagged(one.theirs.target, segment.coded if segment is not None else CodedText(""))
        return FileEntry(
            outcome=Ending.CONFLICT,
            line=0,
            pair=LocalePair(self.here.source_locale, self.locale),
            code=f"sync.{one.kind.value}",
            source=segment.coded.words if segment is not None else "",
            target=said.text,
            unit=unit.id if unit is not None else None,
            number=number,
        )


def told_in(connection: Connection, locale: str, about: UUID, now: datetime) -> File:
    """A report like that of a file, in the name of who joined the course."""
    place = connection.place
    return File(
        id=about,
        course=connection.course,
        locale=locale,
        scope="",
        taken_as=[],
        name=f"Weblate: {place.project}/{place.component}",
        size=0,
        key=f"{WEBLATE}{connection.id}",
        state="reading",
        done=0,
        total=0,
        counts=[],
        code=None,
        data={},
        at=now,
        finished_at=None,
        by=connection.by,
    )
