"""What a record of the log says. Nothing that a browser sent is believed before it was read here."""

from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

import msgspec

from stoa.contracts.assessment import ResponseScored
from stoa.contracts.telemetry import (
    ActionBatch,
    ConsentScope,
    DecisionDeclined,
    DecisionShown,
    DecisionTaken,
)
from stoa.kernel.ids import PersonId, TenantId
from stoa.runtime.live.subjects import teller
from stoa.runtime.partitions import Record
from stoa.services.adaptive.domain.told import ForAll, OfLearner, Scored

WITHHELD = "withheld"
"""Reason of what the learner does not let be told: it is dropped, not put aside."""
_PLATFORM = "platform"
_ESSENTIAL = (DecisionShown, DecisionTaken, DecisionDeclined)
"""All that may be known of a learner who agreed to no more."""
_BATCH = msgspec.json.Decoder(ActionBatch)
_OF_LEARNER = msgspec.json.Decoder(OfLearner)
_FOR_ALL = msgspec.json.Decoder(ForAll)
_SCORED = msgspec.json.Decoder(ResponseScored)
_ASSESSMENT = teller(ResponseScored)


class Unreadable(Exception):
    """It is put aside. reason: a word for the count of its kind."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Heard(NamedTuple):
    """From or about one learner."""

    record: Record
    tenant: TenantId
    learner: PersonId
    message: ActionBatch | OfLearner


class HeardByAll(NamedTuple):
    """What concerns every learner of the tenant."""

    record: Record
    tenant: TenantId
    message: ForAll


def read(record: Record) -> Heard | HeardByAll:
    """Of `log.<partition>.<tenant>.<learner>.<who>` or `log.<partition>.platform.<tenant>.<noun>`.

    Raises Unreadable.
    """
    parts = record.subject.split(".")
    if len(parts) != 5:
        raise Unreadable("subject")
    try:
        if parts[2] == _PLATFORM:
            return HeardByAll(record, TenantId(_uuid(parts[3])), _FOR_ALL.decode(record.data))
        tenant, learner = TenantId(_uuid(parts[2])), PersonId(_uuid(parts[3]))
        if parts[4] == _PLATFORM:
            return Heard(record, tenant, learner, _OF_LEARNER.decode(record.data))
        if parts[4] == _ASSESSMENT:
            return Heard(record, tenant, learner, _scored(_SCORED.decode(record.data)))
        batch = _BATCH.decode(record.data)
    except (ValueError, RecursionError) as error:
        raise Unreadable("schema") from error
    if batch.scope is ConsentScope.ESSENTIAL and not all(
        isinstance(one, _ESSENTIAL) for one in batch.actions
    ):
        raise Unreadable("consent")
    return Heard(record, tenant, learner, batch)


def _scored(event: ResponseScored) -> Scored:
    return Scored(
        response=event.response,
        registration=event.registration,
        item_set=event.item_set,
        item=event.item,
        skills=tuple(event.skills),
        share=event.scaled,
        tries=event.tries,
        hints=event.hints_used,
        think_ms=round((event.think_time_s or 0) * 1000),
        at_ms=round(event.at.timestamp() * 1000),
    )


@lru_cache(maxsize=65_536)
def _uuid(text: str) -> UUID:
    return UUID(text)
