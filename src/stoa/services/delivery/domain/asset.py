"""Assets: where they lie, what they are served as, and the tag of what they make together."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from stoa.kernel.checksum import Checksum, checksum_of

PREFIX = "asset:"
"""Stands in a staged page for the address of the version's folder, known only once it has a number."""

_UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_SEGMENT = "[A-Za-z0-9_][A-Za-z0-9._~@-]*"
ADDRESS = f"^/content/{_UUID}/v[1-9][0-9]{{0,8}}/[A-Za-z0-9-]{{2,35}}(?:/{_SEGMENT})+$"
"""Where an asset can lie, after percent decoding: no segment begins with a dot or holds a percent sign."""

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST_NAME = 80
_NAME_CHECKSUM = 12

# What a browser might run is given out as bytes.
_ACTIVE_TYPES = re.compile(
    r"text/(?:html|xml|xsl|javascript)|application/(?:.*javascript|.*xml.*|x-shockwave.*)|.*\+xml"
)
_SVG = "image/svg+xml"


@dataclass(frozen=True, slots=True)
class Asset:
    """path: under the version's folder. file: where it is staged; None for one that lies in the store."""

    path: str
    checksum: Checksum
    size: int
    media_type: str
    file: Path | None


def media_path(name: str, checksum: str) -> str:
    """A name that every store, URL and file system takes, different for different bytes."""
    plain = _UNSAFE.sub("-", name.rsplit("/", 1)[-1]).strip("-.")[-_LONGEST_NAME:].lstrip("-.")
    return f"media/{checksum[:_NAME_CHECKSUM]}-{plain or 'file'}"


def served_type(media_type: str) -> str:
    bare = media_type.partition(";")[0].strip().lower()
    if bare != _SVG and _ACTIVE_TYPES.fullmatch(bare):
        return "application/octet-stream"
    return media_type


def home_of(content: UUID) -> str:
    """Key of all assets of a course in the assets bucket, and their path at the content origin."""
    return f"content/{content}/"


def version_folder(version: int, locale: str) -> str:
    """Below the home."""
    return f"v{version}/{locale}/"


def folder_of(content: UUID, version: int, locale: str) -> str:
    """What was written for a version."""
    return home_of(content) + version_folder(version, locale)


def manifest_folder(tenant: UUID, content: UUID, locale: str) -> str:
    """Where the manifests of an edition lie in the private bucket."""
    return f"{tenant}/manifests/{content}/{locale}/"


def tag_of(shown: Any, objects: list[Checksum], assets: list[Asset]) -> Checksum:
    """objects: checksums of all that each shows. shown: what else readers see. Equal tags render alike."""
    listed = sorted((asset.path, asset.checksum, asset.media_type) for asset in assets)
    return checksum_of([shown, objects, listed])
