"""What the platform told everyone, as one tenant's fold knows it at a place in the log."""

from typing import NamedTuple
from uuid import UUID

import msgspec

from stoa.services.adaptive.domain.calibration import Calibration
from stoa.services.adaptive.domain.changes import Known
from stoa.services.adaptive.domain.course import CourseMap
from stoa.services.adaptive.domain.default_policy import DEFAULT
from stoa.services.adaptive.domain.items import Items
from stoa.services.adaptive.domain.policy import Policy
from stoa.services.adaptive.domain.policy_reading import read
from stoa.services.adaptive.domain.told import Calibrated, CourseActivated, ForAll, PolicyActivated
from stoa.services.adaptive.domain.written_policy import PLATFORM_POLICY, PLATFORM_VERSION

COURSE, POLICY, CALIBRATION = "course", "policy", "calibration"
NOWHERE = CourseMap(())


class MapRef(NamedTuple):
    """A course's map, which never changes."""

    course: UUID
    locale: str
    activation: int


class ActivePolicy(NamedTuple):
    id: UUID
    version: int
    policy: Policy


DEFAULT_POLICY = ActivePolicy(PLATFORM_POLICY, PLATFORM_VERSION, read(DEFAULT))
_COURSE = msgspec.json.Decoder(CourseActivated)
_POLICY = msgspec.json.Decoder(PolicyActivated)


class Platform:
    """maps: shared by all folds of the process, since they never change."""

    def __init__(self, maps: dict[MapRef, CourseMap]) -> None:
        self.items = Items()
        self._maps = maps
        self._courses: dict[UUID, MapRef] = {}
        self._at_hand: dict[UUID, CourseMap] = {}
        self._policies: dict[UUID, ActivePolicy] = {}
        self._policy_at: dict[UUID, int] = {}
        self._told: dict[tuple[str, UUID], bytes] = {}

    def load(self, row: Known) -> None:
        if row.noun == CALIBRATION:
            self.items.calibrated(row.about, msgspec.json.decode(row.data, type=Calibration))
        else:
            self.hear((_COURSE if row.noun == COURSE else _POLICY).decode(row.data))

    def hear(self, told: ForAll) -> list[tuple[str, UUID]]:
        """Folds it. Returns what of it is news."""
        match told:
            case CourseActivated():
                ref = MapRef(told.course, told.locale, told.activation)
                before = self._courses.get(told.course)
                if before is not None and before.locale == ref.locale and before >= ref:
                    return []
                self._courses[told.course] = ref
                self._at_hand.pop(told.course, None)
                return [self._keep(COURSE, told.course, msgspec.json.encode(told))]
            case PolicyActivated():
                if told.at_ms < self._policy_at.get(told.course, 0):
                    return []
                self._policy_at[told.course] = told.at_ms
                if told.version == PLATFORM_VERSION:
                    self._policies.pop(told.course, None)
                else:
                    policy = read(msgspec.json.decode(told.data))
                    self._policies[told.course] = ActivePolicy(told.policy, told.version, policy)
                return [self._keep(POLICY, told.course, msgspec.json.encode(told))]
            case Calibrated():
                for item, calibration in told.items.items():
                    self.items.calibrated(item, calibration)
                return [
                    self._keep(CALIBRATION, item, msgspec.json.encode(one))
                    for item, one in told.items.items()
                ]

    def row(self, noun: str, about: UUID) -> Known:
        return Known(noun, about, self._told[noun, about])

    def ref(self, course: UUID) -> MapRef | None:
        return self._courses.get(course)

    def course(self, course: UUID) -> CourseMap:
        """It is asked several times a message: what was found once is at hand."""
        found = self._at_hand.get(course)
        if found is None:
            ref = self._courses.get(course)
            found = None if ref is None else self._maps.get(ref)
            if found is None:
                return NOWHERE
            self._at_hand[course] = found
        return found

    def is_at_hand(self, course: UUID) -> bool:
        """Whether its map has been used since it was told."""
        return course in self._at_hand

    def policy(self, course: UUID) -> ActivePolicy:
        return self._policies.get(course, DEFAULT_POLICY)

    def _keep(self, noun: str, about: UUID, data: bytes) -> tuple[str, UUID]:
        self._told[noun, about] = data
        return noun, about
