"""What identity publishes. Never a name, never an address."""

from enum import StrEnum
from uuid import UUID

from stoa.contracts.telemetry import ConsentScope
from stoa.kernel.event import Event


class Role(StrEnum):
    LEARNER = "learner"
    INSTRUCTOR = "instructor"
    EDITOR = "editor"
    TRANSLATOR = "translator"
    PROCTOR = "proctor"
    MANAGER = "manager"
    GUARDIAN = "guardian"
    ADMINISTRATOR = "administrator"


class TenantCreated(Event, frozen=True, kw_only=True):
    service = "identity"
    noun = "tenant"
    verb = "created"

    tenant: UUID
    default_locale: str


class PersonRegistered(Event, frozen=True, kw_only=True):
    service = "identity"
    noun = "person"
    verb = "registered"

    person: UUID
    locale: str
    roles: list[Role]


class PersonDeactivated(Event, frozen=True, kw_only=True):
    """May not sign in any more. change: the same count as in RolesChanged. by: None is the operator."""

    service = "identity"
    noun = "person"
    verb = "deactivated"

    person: UUID
    change: int
    by: UUID | None


class PersonReactivated(Event, frozen=True, kw_only=True):
    """May sign in again. change: the same count as in RolesChanged. by: None is the operator."""

    service = "identity"
    noun = "person"
    verb = "reactivated"

    person: UUID
    change: int
    by: UUID | None


class RolesChanged(Event, frozen=True, kw_only=True):
    """roles: all of them from now on. change: counts up by one a person. by: None is the operator."""

    service = "identity"
    noun = "roles"
    verb = "changed"

    person: UUID
    roles: list[Role]
    change: int
    by: UUID | None


class GroupChanged(Event, frozen=True, kw_only=True):
    """members, managers: all of them from now on. change: counts up by one a group."""

    service = "identity"
    noun = "group"
    verb = "changed"

    group: UUID
    members: list[UUID]
    managers: list[UUID]
    change: int


class WardsChanged(Event, frozen=True, kw_only=True):
    """wards: all whom the guardian follows from now on. change: the same count as in RolesChanged.

    by: None is the operator.
    """

    service = "identity"
    noun = "wards"
    verb = "changed"

    guardian: UUID
    wards: list[UUID]
    change: int
    by: UUID | None

    def about(self) -> str:
        return str(self.guardian)


class SessionEnded(Event, frozen=True, kw_only=True):
    """Access tokens of the session are refused from now on, in every process."""

    service = "identity"
    noun = "session"
    verb = "ended"

    session: UUID
    person: UUID


class ConsentChosen(Event, frozen=True, kw_only=True):
    """What a person lets be told of how they learn, from now on. version: counts up by one a person."""

    service = "identity"
    noun = "consent"
    verb = "chosen"

    person: UUID
    scope: ConsentScope
    version: int

    def about(self) -> str:
        return str(self.person)
