"""Subjects of the live loop: what browsers tell, what they are told, and the log in between.

A browser may use its own `tel`, `live` and inbox only. The server moves every `tel` message into the log of
the learner's partition; nobody publishes under `log` but the platform.
"""

from uuid import UUID

from stoa.kernel.event import Event
from stoa.kernel.ids import PersonId, SessionId, TenantId

PARTITIONS = 16
"""Of the log. A learner is always in the same one."""

TOLD = "tel.*.*.*"
"""Everything that anybody tells, before it is in the log."""

LOGGED = f"log.{{{{partition({PARTITIONS},1,2)}}}}." + ".".join(f"{{{{wildcard({n})}}}}" for n in (1, 2, 3))
"""Where the server puts what came under TOLD: `log.<partition>.<tenant>.<learner>.<session>`."""

PUSHED = "live.>"
"""Everything that any page is told."""

_PLATFORM = "platform"


def actions(tenant: TenantId, learner: PersonId, session: SessionId) -> str:
    """Where a browser publishes batches of actions."""
    return f"tel.{tenant}.{learner}.{session}"


def facts(tenant: TenantId, learner: PersonId) -> str:
    """Where the platform itself tells of a learner; no browser ever may."""
    return f"tel.{tenant}.{learner}.{_PLATFORM}"


def told_by_service(tenant: TenantId, learner: str, kind: type[Event]) -> str:
    """Where a service's own fact of a learner goes, word for word; no browser ever may."""
    return f"tel.{tenant}.{learner}.{teller(kind)}"


def teller(kind: type[Event]) -> str:
    """Last word of the subject of a fact that is in the log word for word."""
    return f"{kind.noun}-{kind.verb}"


def own(tenant: TenantId, person: PersonId) -> str:
    """Everything that is told to a person."""
    return f"live.{tenant}.{person}.>"


def decisions(tenant: TenantId, learner: PersonId) -> str:
    return f"live.{tenant}.{learner}.decisions"


def answers(tenant: TenantId, learner: PersonId) -> str:
    """Told when the learner took or declined a decision, for their other pages."""
    return f"live.{tenant}.{learner}.answers"


def consent(tenant: TenantId, person: PersonId) -> str:
    """Told when a person chose anew what may be told of how they learn."""
    return f"live.{tenant}.{person}.consent"


def renewal(tenant: TenantId, person: PersonId) -> str:
    """Told when a person's credentials are good no more."""
    return f"live.{tenant}.{person}.renewal"


def run(tenant: TenantId, run: UUID) -> str:
    """Told to those who teach the course run."""
    return f"live.{tenant}.runs.{run}"


def inbox(session: SessionId) -> str:
    """Prefix of the subjects on which a browser is answered."""
    return f"_INBOX.{session}"


def log(partition: int) -> str:
    """Everything that a partition folds, in one order."""
    return f"log.{partition}.>"


def for_everyone(partition: int, tenant: TenantId, noun: str) -> str:
    """What concerns every learner of a partition, such as calibrations and policies."""
    return f"log.{partition}.{_PLATFORM}.{tenant}.{noun}"


def ask(partition: int, *what: str | UUID) -> str:
    """A question to whoever holds the partition."""
    return ".".join(["ask", "adaptive", str(partition), *(str(word) for word in what)])


def account_renewed(account: str) -> str:
    """Within the system's account: the new token of an account. account: its public key."""
    return f"$SYS.REQ.ACCOUNT.{account}.CLAIMS.UPDATE"


def partition_of(tenant: TenantId, learner: PersonId) -> int:
    """The one that the server chooses: FNV-1a, 32 bits, of both ids.

    Source: nats-server, subject_transform.go, `getHashPartition`.
    """
    sum_ = 2_166_136_261
    for byte in f"{tenant}{learner}".encode():
        sum_ = ((sum_ ^ byte) * 16_777_619) & 0xFFFF_FFFF
    return sum_ % PARTITIONS
