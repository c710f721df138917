"""What services say to each other: as the golden schemas have it, and by the rules of its kind."""

from pathlib import Path
from uuid import UUID

import msgspec
import pytest

from stoa.compose.documents.published import events, published
from stoa.compose.documents.schemas import FOLDER, golden, refusals
from stoa.compose.registry import SERVICES
from stoa.kernel.event import Event, subject, type_name

_ROOT = Path(__file__).parents[2]
_EVENTS = events(SERVICES)
_PERSONAL = {"name", "given_name", "family_name", "email", "address", "phone", "birthday"}


def personal(kind: type[Event]) -> set[str]:
    return {field.name for field in msgspec.structs.fields(kind)} & _PERSONAL


def test_no_schema_takes_less_than_its_golden_file() -> None:
    assert refusals(published(SERVICES), _ROOT) == []


def test_golden_schemas_are_those_of_the_contracts() -> None:
    expected = golden(published(SERVICES))
    written = {path.relative_to(_ROOT): path.read_text() for path in (_ROOT / FOLDER).glob("*.json")}
    changed = sorted(str(path) for path in {*expected, *written} if expected.get(path) != written.get(path))
    assert changed == [], "run `make documents` and look at what it changed"


@pytest.mark.parametrize("kind", _EVENTS, ids=type_name)
def test_event_is_named_service_noun_past_tense(kind: type[Event]) -> None:
    assert kind.service in {service.name for service in SERVICES} | {kind.__module__.split(".")[2]}
    assert subject(kind).split(".")[0] == ("work" if kind.private else "evt")
    assert all(part.replace("_", "").isalpha() and part.islower() for part in (kind.noun, kind.verb))


@pytest.mark.parametrize("kind", _EVENTS, ids=type_name)
def test_a_word_of_a_service_to_itself_is_not_in_the_published_language(kind: type[Event]) -> None:
    assert kind.private != kind.__module__.startswith("stoa.contracts.")


@pytest.mark.parametrize("kind", _EVENTS, ids=type_name)
def test_event_begins_with_the_id_it_is_about(kind: type[Event]) -> None:
    assert msgspec.structs.fields(kind)[0].type is UUID


@pytest.mark.parametrize("kind", _EVENTS, ids=type_name)
def test_event_carries_no_personal_data(kind: type[Event]) -> None:
    assert personal(kind) == set()


def test_event_with_a_name_in_it_is_found_out() -> None:
    class PersonGreeted(Event, frozen=True, kw_only=True):
        person: UUID
        name: str

    assert personal(PersonGreeted) == {"name"}


def test_every_service_tells_its_own_facts_only() -> None:
    foreign = [(s.name, type_name(kind)) for s in SERVICES for kind in s.emits if kind.service != s.name]
    assert foreign == []


def test_every_public_fact_of_a_service_is_declared_by_it() -> None:
    told = {kind for service in SERVICES for kind in service.emits}
    names = {service.name for service in SERVICES}
    assert [type_name(kind) for kind in _EVENTS if kind.service in names and kind not in told] == []


def test_private_event_is_heard_by_its_own_service_alone() -> None:
    eavesdroppers = [
        (service.name, type_name(consumer.event))
        for service in SERVICES
        for consumer in service.consumers
        if consumer.event.private and consumer.event.service != service.name
    ]
    assert eavesdroppers == []


def test_private_event_is_taken_by_somebody() -> None:
    heard = {consumer.event for service in SERVICES for consumer in service.consumers}
    words_to_oneself = {kind for service in SERVICES for kind in service.emits if kind.private}
    assert [type_name(kind) for kind in words_to_oneself - heard] == []
