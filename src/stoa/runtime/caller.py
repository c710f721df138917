"""Who calls, through which door, and under which once-key."""

from dataclasses import dataclass, field, replace

from opentelemetry.propagate import inject

from stoa.kernel.errors import Forbidden, Unauthenticated
from stoa.kernel.ids import PersonId, SessionId, TenantId, new_id


@dataclass(frozen=True, slots=True)
class Once:
    """A repeat of the same key changes nothing and gets the first answer.

    key: unique in the tenant. fingerprint: of the request, so that a key is not used for two of them.
    """

    key: str
    fingerprint: str | None = None


@dataclass(frozen=True, slots=True)
class Caller:
    """Principal of a command or query. person is None for somebody unknown and for the platform itself.

    time_zone: IANA, in which the person reads and writes dates.
    """

    tenant: TenantId
    person: PersonId | None = None
    session: SessionId | None = None
    roles: frozenset[str] = frozenset()
    name: str = ""
    locale: str = "en"
    time_zone: str = "UTC"
    once: Once | None = None
    correlation: str = field(default_factory=lambda: str(new_id()))
    causation: str | None = None

    def known(self) -> PersonId:
        """The person who is signed in. Raises Unauthenticated."""
        if self.person is None:
            raise Unauthenticated("session.missing")
        return self.person

    def has(self, *roles: str) -> bool:
        return not self.roles.isdisjoint(roles)

    def require(self, *roles: str) -> None:
        """Raises Forbidden unless one of the roles is held."""
        self.known()
        if not self.has(*roles):
            raise Forbidden("role.missing", roles=", ".join(sorted(roles)))

    def under(self, once: Once | None) -> "Caller":
        """The same caller with another once-key, for a command of several units of work."""
        return replace(self, once=once)


@dataclass(frozen=True, slots=True)
class Origin:
    """What a fact comes of: the request, the message before it, the trace (W3C traceparent)."""

    correlation: str
    causation: str | None
    trace: str | None


def origin_of(caller: Caller) -> Origin:
    """In the trace that goes on here."""
    carrier: dict[str, str] = {}
    inject(carrier)
    return Origin(caller.correlation, caller.causation, carrier.get("traceparent"))
