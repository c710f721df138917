"""What a service declares of itself, and what it is given."""

import inspect
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import MetaData

from stoa.kernel.clock import Clock
from stoa.kernel.event import Event
from stoa.runtime.auth import TokenSigner
from stoa.runtime.bus import Bus
from stoa.runtime.config import Settings
from stoa.runtime.consumer import Consumer
from stoa.runtime.db import Database
from stoa.runtime.live.listening import Listening
from stoa.runtime.objects import Objects


@dataclass(frozen=True, slots=True)
class Nav:
    """An entry of the main navigation. roles: who sees it; empty is everyone signed in."""

    label: str
    href: str
    icon: str
    roles: tuple[str, ...] = ()
    order: int = 50


@dataclass(frozen=True, slots=True)
class Job:
    """Run again and again, by one process at a time. run: injected by parameter name."""

    name: str
    every_s: float
    run: Callable[..., Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Stream:
    """Work that never ends. run: injected by parameter name.

    It is also given `ready`, to be called when it takes what comes. Cancelled, it ends what it has begun.
    live: learners wait for it, so it has a process of its own where there are several; what is not live goes
    on in every process that takes messages.
    """

    name: str
    run: Callable[..., Awaitable[None]]
    live: bool = False


@dataclass(frozen=True, slots=True)
class Platform:
    """What a process offers to its services. database: a service's own, by its metadata."""

    settings: Settings
    objects: Objects
    tokens: TokenSigner
    clock: Clock
    bus: Bus
    listening: Listening
    database: Callable[[MetaData], Database]


def _nothing(_: Platform) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True, slots=True)
class Service:
    """A bounded context: its schema and role carry its name. provide: adapters by parameter name."""

    name: str
    metadata: MetaData
    migrations: str
    doors: Sequence[Any] = ()
    consumers: Sequence[Consumer] = ()
    jobs: Sequence[Job] = ()
    streams: Sequence[Stream] = ()
    emits: Sequence[type[Event]] = ()
    nav: Sequence[Nav] = ()
    provide: Callable[[Platform], Mapping[str, Any]] = field(default=_nothing)


def call(function: Callable[..., Any], given: Mapping[str, Any]) -> Any:
    """Calls it with what its parameters name. Raises KeyError for one that is not given."""
    return function(**{name: given[name] for name in inspect.signature(function).parameters})
