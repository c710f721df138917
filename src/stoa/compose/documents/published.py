"""The published language, found: every type of event, and every document that travels by key and checksum."""

from collections.abc import Iterable, Sequence
from importlib import import_module
from pkgutil import walk_packages

import msgspec

from stoa import contracts
from stoa.contracts.content import CourseDocument
from stoa.contracts.delivery import Manifest
from stoa.kernel.event import Event, type_name
from stoa.runtime.service import Service

DOCUMENTS: dict[str, type[msgspec.Struct]] = {
    "content.document.v1": CourseDocument,
    "delivery.manifest.v1": Manifest,
}
"""Too large for an event: an event names their key and checksum."""


def events(services: Sequence[Service]) -> list[type[Event]]:
    """Those of the contracts, and the private ones that services tell themselves, by name."""
    heard = [consumer.event for service in services for consumer in service.consumers]
    told = [event for service in services for event in service.emits]
    found = {type_name(event): event for event in (*_in_contracts(), *heard, *told)}
    return [found[name] for name in sorted(found)]


def published(services: Sequence[Service]) -> dict[str, type[msgspec.Struct]]:
    """Everything with a schema that others rely on, by its name on the wire."""
    return {**{type_name(event): event for event in events(services)}, **DOCUMENTS}


def _in_contracts() -> Iterable[type[Event]]:
    for module in walk_packages(contracts.__path__, f"{contracts.__name__}."):
        for thing in vars(import_module(module.name)).values():
            if isinstance(thing, type) and issubclass(thing, Event) and thing is not Event:
                yield thing
