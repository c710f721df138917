"""The API: manifests, versions, activation, progress."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Controller, Response, get, post
from msgspec import Meta

from stoa.contracts.delivery import Manifest
from stoa.kernel.locale import parse_locale
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.http import roles
from stoa.runtime.http.asked import AnyRequest
from stoa.runtime.http.body import Body
from stoa.runtime.objects import Objects
from stoa.services.delivery import queries
from stoa.services.delivery.commands.activate import Activated, activate
from stoa.services.delivery.commands.try_again import try_again
from stoa.services.delivery.domain.publication import Edition, Publication
from stoa.services.delivery.queries import CourseVersions

MAKERS = ("editor", "administrator")
READERS = ("editor", "instructor", "administrator")
"""Learners get content through their registration, from tracking."""


class Activate(Body, frozen=True, kw_only=True):
    """expected: the activation that was seen; another one meanwhile is a conflict."""

    locale: Annotated[str, Meta(min_length=2, max_length=35)]
    version: Annotated[int, Meta(ge=1, le=2**31 - 1)]
    expected: Annotated[int, Meta(ge=0, le=2**31 - 1)]


class PublicationProgress(msgspec.Struct, frozen=True, kw_only=True):
    """state: queued, fetching, rendering, uploading, published, failed. done, total: of that state.

    code, reasons: of the error when it failed. left_out: addresses on pages that led nowhere.
    """

    id: UUID
    course: UUID
    locale: str
    revision: int
    state: str
    done: int
    total: int
    version: int | None
    code: str | None
    reasons: dict[str, Any]
    left_out: list[str]
    requested_at: datetime
    changed_at: datetime


class Versions(Controller):
    path = "/api/courses/{course:uuid}"

    @get("/manifest", opt=roles(*READERS))
    async def manifest(
        self, request: AnyRequest, course: UUID, locale: str, caller: Caller, db: Database, objects: Objects
    ) -> Response[Manifest | None]:
        """The active manifest. Its tag is the ETag: what shows the same is not sent twice."""
        version = await queries.active_version(db, caller, Edition(course, parse_locale(locale)))
        headers = {"ETag": f'"{version.tag}"', "Cache-Control": "private, no-cache"}
        if version.tag in _tags(request.headers.get("if-none-match", "")):
            return Response(None, status_code=304, headers=headers)
        data = await objects.private.get(version.key, version.checksum)
        return Response(data, headers=headers, media_type="application/json")  # type: ignore[arg-type]

    @get("/versions", opt=roles(*READERS))
    async def versions(
        self,
        course: UUID,
        caller: Caller,
        db: Database,
        locale: str | None = None,
        size: int = 50,
        cursor: str | None = None,
    ) -> CourseVersions:
        wanted = parse_locale(locale) if locale else None
        return await queries.list_versions(db, caller, course, wanted, size, cursor)

    @post("/activations", opt=roles(*MAKERS))
    async def activate(self, course: UUID, data: Activate, caller: Caller, db: Database) -> Activated:
        """Readers get the version from now on; an earlier one is a roll-back."""
        edition = Edition(course, parse_locale(data.locale))
        return await activate(db, caller, edition, data.version, data.expected)


class Publications(Controller):
    path = "/api/publications"

    @get("/{publication:uuid}", opt=roles(*MAKERS))
    async def progress(self, publication: UUID, caller: Caller, db: Database) -> PublicationProgress:
        return _progress(await queries.publication(db, caller, publication))

    @post("/{publication:uuid}/try-again", opt=roles(*MAKERS), status_code=202)
    async def again(self, publication: UUID, caller: Caller, db: Database) -> UUID:
        """One that failed, as it is. Answers its id."""
        return await try_again(db, caller, publication)


def _tags(header: str) -> set[str]:
    """Source: RFC 9110, 13.1.2."""
    return {tag.strip().removeprefix("W/").strip('"') for tag in header.split(",")}


def _progress(publication: Publication) -> PublicationProgress:
    return PublicationProgress(
        id=publication.id,
        course=publication.edition.course,
        locale=publication.edition.locale,
        revision=publication.revision,
        state=publication.state.value,
        done=publication.done,
        total=publication.total,
        version=publication.version,
        code=publication.code,
        reasons=publication.reasons,
        left_out=[note.address for note in publication.notes],
        requested_at=publication.requested_at,
        changed_at=publication.changed_at,
    )
