"""Who is in whose care: a guardian follows their wards."""

from dataclasses import dataclass

from stoa.kernel.errors import Invalid
from stoa.kernel.ids import PersonId
from stoa.services.identity.domain.person import Person
from stoa.services.identity.domain.role import Role

MOST_WARDS = 100
MOST_GUARDIANS = 20
"""Of one person."""


@dataclass(frozen=True, slots=True)
class Care:
    """The wards of a guardian, before and after a change."""

    guardian: Person
    before: frozenset[PersonId]
    after: frozenset[PersonId]

    @property
    def coming(self) -> frozenset[PersonId]:
        return self.after - self.before

    @property
    def gone(self) -> frozenset[PersonId]:
        return self.before - self.after

    def check(self) -> None:
        """Whoever goes may always go. Raises Invalid."""
        if self.coming:
            check_guardian(self.guardian.roles)
        if self.guardian.id in self.coming:
            raise Invalid("wards.self", field="wards")
        if self.coming and len(self.after) > MOST_WARDS:
            raise Invalid("wards.too_many", field="wards", most=MOST_WARDS)


def check_guardian(roles: tuple[Role, ...], field: str = "wards") -> None:
    if Role.GUARDIAN not in roles:
        raise Invalid("wards.guardian_without_role", field=field)


def check_guardians(most: int) -> None:
    """most: guardians of whichever of the wards has most of them. Raises Invalid."""
    if most > MOST_GUARDIANS:
        raise Invalid("wards.too_many_guardians", field="wards", most=MOST_GUARDIANS)
