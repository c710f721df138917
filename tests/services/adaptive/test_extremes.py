"""Whatever numbers a browser names, its batch is folded, or refused, and what becomes of it can be kept."""

import json
from collections.abc import Iterator
from itertools import product
from typing import Any, get_args
from uuid import UUID

import msgspec
import pytest
from msgspec import inspect

from stoa.contracts import telemetry as wire
from stoa.contracts.adaptive import LearnerLive
from stoa.kernel.ids import PersonId, TenantId
from stoa.runtime.live import subjects
from stoa.runtime.partitions import Record
from stoa.services.adaptive.commands.fold.reading import Unreadable, read
from stoa.services.adaptive.commands.fold.standing import standing_from
from stoa.services.adaptive.commands.fold.tenant import TenantFold
from stoa.services.adaptive.domain.told import Enrolled

TENANT, LEARNER = TenantId(UUID(int=1)), PersonId(UUID(int=2))
REGISTRATION = UUID(int=3)
NOW_MS = 1_790_000_000_000
_MOST_BYTES = 16_384
"""A state is written a second, as long as its learner does anything."""
BEYOND = 2**80
"""Larger than anything that can be kept."""


def record(sequence: int, who: str, data: bytes) -> Record:
    subject = f"log.0.{TENANT}.{LEARNER}.{who}"
    return Record(subject, sequence, NOW_MS + sequence, data)


def enrolled_fold() -> TenantFold:
    fold = TenantFold(TENANT, 0, 0, {})
    told = Enrolled(registration=REGISTRATION, run=UUID(int=4), course=UUID(int=5), change=1)
    fold.take(read(record(1, subjects.facts(TENANT, LEARNER).rpartition(".")[2], msgspec.json.encode(told))))
    return fold


def extremes(kind: inspect.Type) -> list[Any]:
    match kind:
        case inspect.IntType() | inspect.FloatType():
            low = kind.ge if kind.ge is not None else (5e-324 if kind.gt is not None else -BEYOND)
            return [low, kind.le if kind.le is not None else BEYOND]
        case inspect.BoolType():
            return [True, False]
        case inspect.StrType():
            return ["", "\0\u202e" * ((kind.max_length or 60_000) // 2)]
        case _:
            return [str(UUID(int=9))]


def actions(kind: type) -> Iterator[dict[str, Any]]:
    """Every combination of the extremes of its own fields, then of those that all actions have."""
    fields = {field.encode_name: field.type for field in inspect.type_info(kind).fields}  # type: ignore[attr-defined]
    usual = {name: extremes(found)[0] for name, found in fields.items()}
    usual["type"] = kind.__struct_config__.tag  # type: ignore[attr-defined]
    common = {field.encode_name for field in inspect.type_info(wire.PageLeft).fields}  # type: ignore[attr-defined]
    own = [name for name in fields if name not in common]
    for values in product(*(extremes(fields[name]) for name in own)):
        yield {**usual, **dict(zip(own, values, strict=True))}
    for name in common:
        yield from ({**usual, name: value} for value in extremes(fields[name]))


def batches(kind: type) -> Iterator[bytes]:
    for number, action in enumerate(actions(kind)):
        for sent_at in (0, NOW_MS, extremes(inspect.type_info(wire.Milliseconds))[1]):
            batch = {
                **{"id": str(UUID(int=6)), "capture": str(UUID(int=number)), "sent_at": sent_at},
                **{"registration": str(REGISTRATION), "scope": "learning"},
            }
            second = {**action, "seq": 2}
            yield json.dumps({**batch, "actions": [action, second]}).encode()


@pytest.mark.parametrize("kind", get_args(wire.AnyAction), ids=lambda kind: kind.__struct_config__.tag)
def test_what_a_browser_makes_of_a_number_can_be_kept(kind: type) -> None:
    fold = enrolled_fold()
    for sequence, data in enumerate(batches(kind), start=2):
        try:
            fold.take(read(record(sequence, str(UUID(int=7)), data)))
        except Unreadable as refused:
            assert refused.reason in ("schema", "flood")  # noqa: PT017 - refused is as good as folded
        check_can_be_kept(fold)


def check_can_be_kept(fold: TenantFold) -> None:
    changes = fold.changes()
    assert changes is not None
    for state in changes.states:
        assert len(state.state) < _MOST_BYTES
        assert standing_from(state).learning.sequence
        assert msgspec.json.decode(state.live, type=LearnerLive).registration == REGISTRATION
    for made in changes.made:
        assert msgspec.json.decode(made.features, type=dict[str, float])
