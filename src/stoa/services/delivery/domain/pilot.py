"""A locale for the learners of some course runs first: who gets it, and what they have."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from stoa.services.delivery.domain.publication import Publication


class Audience(StrEnum):
    """See contracts."""

    EVERYONE = "everyone"
    RUNS = "runs"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Pilot:
    """change: the count of localization's choice. version: that the runs have, None for none.

    turn: counts what was told of it.
    """

    audience: Audience = Audience.EVERYONE
    runs: tuple[UUID, ...] = ()
    change: int = 0
    version: int | None = None
    turn: int = 0


def audience_of(wanted: Publication, pilot: Pilot) -> tuple[Audience, tuple[UUID, ...]]:
    """Who gets a publication: as it was chosen last, whichever of the two words came first."""
    if pilot.change > wanted.audience:
        return pilot.audience, pilot.runs
    return (Audience.RUNS, wanted.runs) if wanted.runs else (Audience.EVERYONE, ())
