"""Content: courses, their import, their writing, their revisions."""

from collections.abc import Mapping
from typing import Any

from stoa.contracts.content import CourseArchived, CourseRestored, RevisionImported, RevisionPublished
from stoa.runtime.service import Nav, Platform, Service
from stoa.services.content import consumers, tables
from stoa.services.content.adapters.archives import open_archive
from stoa.services.content.adapters.archives.folders import pack_folder
from stoa.services.content.adapters.cartridge import CartridgeConnector
from stoa.services.content.adapters.folder import FolderConnector
from stoa.services.content.adapters.media import check_media, media_type_of
from stoa.services.content.adapters.openstax import OpenStaxConnector
from stoa.services.content.commands.reading import Tools
from stoa.services.content.domain.draft import EDITORS
from stoa.services.content.domain.imports import ImportRequested
from stoa.services.content.http.courses import CourseObjects, Courses
from stoa.services.content.http.uploads import CourseMedia, Imports
from stoa.services.content.pages.courses import CoursePages
from stoa.services.content.pages.imports import ImportPages
from stoa.services.content.pages.items import ItemPages
from stoa.services.content.pages.objects import ObjectPages
from stoa.services.content.pages.outline import OutlinePages
from stoa.services.content.pages.preview import PreviewPages
from stoa.services.content.pages.publishing import PublishingPages
from stoa.services.content.pages.revisions import RevisionPages

_PAGES = [
    CoursePages,
    ImportPages,
    OutlinePages,
    ObjectPages,
    ItemPages,
    PublishingPages,
    PreviewPages,
    RevisionPages,
]
CONNECTORS = (FolderConnector(), CartridgeConnector(), OpenStaxConnector())

TOOLS = Tools(open_archive, CONNECTORS, media_type_of, check_media, pack_folder)


def _provide(_: Platform) -> Mapping[str, Any]:
    return {"tools": TOOLS}


SERVICE = Service(
    name="content",
    metadata=tables.METADATA,
    migrations="stoa.services.content",
    doors=[Courses, CourseObjects, CourseMedia, Imports, *_PAGES],
    consumers=[
        consumers.on_import_requested,
        consumers.on_manifest_activated,
        consumers.on_publication_failed,
    ],
    emits=[RevisionImported, RevisionPublished, CourseArchived, CourseRestored, ImportRequested],
    nav=[Nav(label="Courses", href="/editor", icon="square-pen", roles=EDITORS, order=50)],
    provide=_provide,
)
