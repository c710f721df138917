"""What Weblate answers, as far as it is read here. Source: Weblate 5.14, REST API."""

from datetime import datetime
from typing import Annotated, Generic, Literal, TypeVar

import httpx
import msgspec

from stoa.kernel.errors import Defect

T = TypeVar("T")

_LONGEST = 200_000
"""Signs: more than ten times the longest target that is taken, with its tags."""
Words = Annotated[str, msgspec.Meta(max_length=_LONGEST, pattern=r"\A[^\x00]*\Z")]
"""No database keeps a null sign in a text, theirs neither."""
Texts = Annotated[list[Words], msgspec.Meta(min_length=1)]
"""By plural form."""
Name = Annotated[str, msgspec.Meta(max_length=200, pattern=r"\A[^\x00]*\Z")]
_LONGEST_PATH = 200
Number = Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)]


class Project(msgspec.Struct, frozen=True):
    translation_review: bool


class Translation(msgspec.Struct, frozen=True):
    language_code: Name


class Unit(msgspec.Struct, frozen=True):
    """state: empty, three that need work (11 and 12 came after 5.14), translated, approved, read only."""

    id: Number
    context: Words
    source: Texts
    target: Texts
    state: Literal[0, 10, 11, 12, 20, 30, 100]


class About(msgspec.Struct, frozen=True):
    context: Words | None = None


class Change(msgspec.Struct, frozen=True):
    """unit: an address, None where it is about something else, or about one that is gone."""

    id: Number
    unit: Words | None
    user: Words | None
    old: Words
    target: Words
    timestamp: datetime
    details: About


class Page(msgspec.Struct, Generic[T], frozen=True):
    """next: an address, None on the last one."""

    next: Words | None
    results: list[T]


class Received(msgspec.Struct, frozen=True):
    """Of a file."""

    accepted: Number


class Done(msgspec.Struct, frozen=True):
    """Whatever they say of it, as long as it is an object."""


def read(answer: httpx.Response, kind: type[T]) -> T:
    """Raises Defect for what is none of theirs."""
    try:
        return msgspec.json.decode(answer.content, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise nonsense(answer) from error


def nonsense(answer: httpx.Response) -> Defect:
    return Defect("localization.sync.nonsense", path=answer.request.url.path[:_LONGEST_PATH])
