"""What delivery publishes: manifests and the events about them."""

from uuid import UUID

import msgspec

from stoa.contracts.content import CompletionRule, Skill
from stoa.kernel.event import Event


class ManifestAsset(msgspec.Struct, frozen=True, kw_only=True):
    """path: under the version's folder. checksum: SHA-256 of the bytes, verified where they are used."""

    path: str
    checksum: str
    size: int
    media_type: str


class ManifestCheckpoint(msgspec.Struct, frozen=True, kw_only=True):
    at_s: float
    title: str
    item_set: UUID


class ManifestObject(msgspec.Struct, frozen=True, kw_only=True):
    """One learning object as the player needs it; no key of an item is in it.

    kind: as in CourseDocument. page: path of its html, by level (`standard` always, unless a block).
    video: paths `playlist`, `poster`; captions: path by locale. Item sets have points and items counted.
    anchors: ids of the paragraphs in reading order are in the html as `id` attributes (`p-1`, `p-2`...).
    """

    id: UUID
    kind: str
    title: str
    parent: UUID | None = None
    skills: list[str] = []
    minutes: float = 0
    required: bool = True
    requires: list[UUID] = []
    pages: dict[str, str] = {}
    playlist: str | None = None
    poster: str | None = None
    duration_s: float | None = None
    captions: dict[str, str] = {}
    checkpoints: list[ManifestCheckpoint] = []
    in_video: UUID | None = None
    items: int = 0
    points: float = 0
    file: str | None = None
    url: str | None = None


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """The single truth for rendering one version of a course in one locale.

    url: prefix of every asset, `{content origin}/content/{content}/v{version}/{locale}/`.
    tag: checksum of the assets and objects; equal tags render equally.
    """

    content: UUID
    course: UUID
    locale: str
    version: int
    revision: int
    url: str
    tag: str
    title: str
    description: str
    licence: str
    authors: list[str]
    skills: list[Skill]
    completion: CompletionRule
    objects: list[ManifestObject]
    assets: list[ManifestAsset]


class ManifestPublished(Event, frozen=True, kw_only=True):
    """Every asset of the version lies in the store, verified. key: of the Manifest in the private bucket."""

    service = "delivery"
    noun = "manifest"
    verb = "published"

    content: UUID
    course: UUID
    locale: str
    version: int
    revision: int
    key: str
    checksum: str
    publication: UUID


class ManifestActivated(Event, frozen=True, kw_only=True):
    """The version is what readers get from now on.

    activation: counts up by one a course and locale, so that a late event is known. tag: of the manifest.
    """

    service = "delivery"
    noun = "manifest"
    verb = "activated"

    content: UUID
    course: UUID
    locale: str
    version: int
    revision: int
    key: str
    checksum: str
    tag: str
    title: str
    activation: int


class PublicationFailed(Event, frozen=True, kw_only=True):
    """A revision could not be delivered; readers keep what they had. code: of the error, for the editor."""

    service = "delivery"
    noun = "publication"
    verb = "failed"

    publication: UUID
    course: UUID
    revision: int
    locale: str
    code: str
