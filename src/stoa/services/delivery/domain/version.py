"""Versions of an edition: immutable; one of them is active, and any may become so again."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from stoa.kernel.errors import Conflict
from stoa.services.delivery.domain.publication import Edition


@dataclass(frozen=True, slots=True)
class Abandoned:
    """A number that was given out and never published. content: the course's part of the address."""

    edition: Edition
    version: int
    content: UUID


@dataclass(frozen=True, slots=True)
class Version:
    """key, checksum: of its manifest in the private bucket. size: bytes of all its assets.

    rendering: checksum of how it was made; None for one of before that was kept.
    """

    edition: Edition
    number: int
    revision: int
    publication: UUID
    title: str
    tag: str
    key: str
    checksum: str
    size: int
    objects: int
    assets: int
    published_by: UUID | None
    published_at: datetime
    rendering: str | None = None


@dataclass(frozen=True, slots=True)
class Activation:
    """number: counts up by one with every change of what is active in the edition.

    version: None, readers get nothing in the locale.
    """

    edition: Edition
    number: int
    version: int | None
    activated_by: UUID | None
    activated_at: datetime


@dataclass(frozen=True, slots=True)
class Active:
    """What readers get. version: None before the first, and once withdrawn. activation: the last one."""

    version: int | None = None
    activation: int = 0


def check_swap(active: Active, version: int, expected: int | None) -> int:
    """The number of the next activation.

    expected: the activation that whoever asks has seen; None does not care. Raises Conflict when the edition
    has moved on meanwhile, or when the version is active already.
    """
    if expected is not None and expected != active.activation:
        raise Conflict("activation.moved", field="expected", expected=expected, found=active.activation)
    if version == active.version:
        raise Conflict("activation.same", field="version", version=version)
    return active.activation + 1


def next_number(taken: int | None) -> int:
    """taken: the highest number given out so far; one whose publication failed is never given out again."""
    return (taken or 0) + 1
