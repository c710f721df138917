"""Delivery as the platform sees it."""

from collections.abc import Mapping
from typing import Any

from stoa.contracts.delivery import (
    ManifestActivated,
    ManifestPublished,
    ManifestWithdrawn,
    PilotActivated,
    PilotEnded,
    PublicationFailed,
)
from stoa.runtime.service import Job, Platform, Service
from stoa.services.delivery import consumers, http, pages, stream, tables
from stoa.services.delivery.commands.purge import purge
from stoa.services.delivery.domain.publication import PublicationRequested
from stoa.services.delivery.ports import Outside


def _provide(platform: Platform) -> Mapping[str, Any]:
    return {"outside": Outside(platform.objects, platform.settings.web.content_origin.rstrip("/"))}


SERVICE = Service(
    name="delivery",
    metadata=tables.METADATA,
    migrations="stoa.services.delivery",
    doors=[http.Versions, http.Publications, pages.VersionPages],
    consumers=[
        consumers.on_revision_published,
        consumers.on_locale_ready,
        consumers.on_locale_removed,
        consumers.on_audience_chosen,
        consumers.on_publication_requested,
    ],
    jobs=[
        Job("follow_activations", every_s=1, run=stream.follow_activations),
        Job("purge", every_s=3600, run=purge),
    ],
    emits=[
        ManifestPublished,
        ManifestActivated,
        ManifestWithdrawn,
        PilotActivated,
        PilotEnded,
        PublicationFailed,
        PublicationRequested,
    ],
    provide=_provide,
)
