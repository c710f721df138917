"""One message of the log, at its place."""

from typing import Any, NamedTuple


class Record(NamedTuple):
    """sequence: in the whole log. at_ms: when the server took it, since 1970."""

    subject: str
    sequence: int
    at_ms: int
    data: bytes


class Delivery(NamedTuple):
    """delivered: counts up by one in the consumer, so that a lost one is missed. pin: of the holder."""

    record: Record
    delivered: int
    pin: str | None


def read_delivery(message: Any) -> Delivery:
    """Its reply subject ends with `<times>.<sequence>.<delivered>.<time>.<pending>`."""
    parts = message.reply.split(".")
    sequence, delivered, nanoseconds = (int(part) for part in parts[-4:-1])
    record = Record(message.subject, sequence, nanoseconds // 1_000_000, message.data)
    headers = message.headers or {}
    return Delivery(record, delivered, headers.get("Nats-Pin-Id"))
