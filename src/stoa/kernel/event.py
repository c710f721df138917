"""Events: one fact each, in the past tense, self-contained, without personal data.

The attributes around a payload follow CloudEvents 1.0, bound to NATS headers in binary mode.
"""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

import msgspec

from stoa.kernel.ids import EventId, TenantId


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """A payload. A subclass is one type of event; its class attributes name it on the wire.

    `service`, `noun`, `verb`, `schema` make the subject `evt.<service>.<noun>.<verb>.v<schema>`.
    `learner_field` names the learner into whose log the fact goes as well; None for one that does not.
    """

    service: ClassVar[str]
    noun: ClassVar[str]
    verb: ClassVar[str]
    schema: ClassVar[int] = 1
    private: ClassVar[bool] = False
    learner_field: ClassVar[str | None] = None

    def about(self) -> str:
        """Identifier of the thing the fact is about: CloudEvents `subject`."""
        return str(getattr(self, self.__struct_fields__[0]))


def type_name(kind: type[Event]) -> str:
    """CloudEvents `type`, for example `assessment.response.scored.v1`."""
    return f"{kind.service}.{kind.noun}.{kind.verb}.v{kind.schema}"


def subject(kind: type[Event]) -> str:
    """Where it is published on the bus. A private event is a service's word to itself."""
    return f"{'work' if kind.private else 'evt'}.{type_name(kind)}"


class Envelope(msgspec.Struct, frozen=True, kw_only=True):
    """A fact with its attributes, as it lies in the outbox and travels on the bus."""

    id: EventId
    type: str
    source: str
    subject: str
    time: datetime
    tenant: TenantId
    correlation: str
    causation: str | None = None
    trace: str | None = None
    data: bytes

    def headers(self) -> dict[str, str]:
        """CloudEvents attributes as headers, ours as extensions."""
        headers = {
            "ce-specversion": "1.0",
            "ce-id": str(self.id),
            "ce-type": self.type,
            "ce-source": self.source,
            "ce-subject": self.subject,
            "ce-time": self.time.isoformat(),
            "ce-tenant": str(self.tenant),
            "ce-correlation": self.correlation,
            "content-type": "application/json",
        }
        if self.causation:
            headers["ce-causation"] = self.causation
        if self.trace:
            headers["traceparent"] = self.trace
        return headers

    @classmethod
    def from_message(cls, headers: dict[str, str], data: bytes) -> "Envelope":
        """Raises KeyError or ValueError when the attributes are not those of a CloudEvent of ours."""
        return cls(
            id=EventId(UUID(headers["ce-id"])),
            type=headers["ce-type"],
            source=headers["ce-source"],
            subject=headers["ce-subject"],
            time=datetime.fromisoformat(headers["ce-time"]),
            tenant=TenantId(UUID(headers["ce-tenant"])),
            correlation=headers["ce-correlation"],
            causation=headers.get("ce-causation"),
            trace=headers.get("traceparent"),
            data=data,
        )


def encode(event: Event) -> bytes:
    return msgspec.json.encode(event)


def decode(kind: type[Any], data: bytes) -> Any:
    """A validated event of the kind. Raises msgspec.ValidationError."""
    return msgspec.json.decode(data, type=kind)
