"""What delivery publishes: manifests and the events about them."""

from uuid import UUID

import msgspec

from stoa.contracts.content import CompletionRule, MoveOn, Skill, Translated
from stoa.kernel.event import Event


class ManifestAsset(msgspec.Struct, frozen=True, kw_only=True):
    """path: below the manifest's url; begins with the folder of the version that it was written for.

    checksum: SHA-256 of the bytes, verified where they are used.
    """

    path: str
    checksum: str
    size: int
    media_type: str


class ManifestCheckpoint(msgspec.Struct, frozen=True, kw_only=True):
    """required: the video is completed only when an attempt at its set was submitted."""

    at_s: float
    title: str
    item_set: UUID
    required: bool = True


class Cue(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a transcript, plain text. speaker: as named, or empty."""

    at_s: float
    until_s: float
    text: str
    speaker: str = ""


class ManifestObject(msgspec.Struct, frozen=True, kw_only=True):
    """One learning object as the player needs it; no key of an item is in it.

    kind: as in CourseDocument. description: of a block, plain text.
    pages: path of its html fragment, by level (`standard` always, unless a block). Addresses in it are whole
    and of assets of this version; links to another learning object are relative (`./{object}`), for a page at
    `.../{registration}/{object}`. Paragraphs, headings, list entries have ids `p-1`, `p-2`... as read.
    playlist: HLS master playlist of a video; poster; width, height: in pixels, as shown; duration_s.
    captions: path of WebVTT by locale; transcripts: path of a JSON list of Cue by locale.
    file: path of a download, filename: it is saved under. Item sets have points and items counted.
    exam: nothing may help its learner while it is open.
    translated: as in CourseDocument.
    checksum: of all that the object shows, wherever it lies: equal in two versions that show it alike.
    """

    id: UUID
    kind: str
    title: str
    parent: UUID | None = None
    description: str = ""
    skills: list[str] = []
    minutes: float = 0
    required: bool = True
    requires: list[UUID] = []
    move_on: MoveOn = MoveOn.COMPLETED
    pages: dict[str, str] = {}
    playlist: str | None = None
    poster: str | None = None
    duration_s: float | None = None
    width: int | None = None
    height: int | None = None
    captions: dict[str, str] = {}
    transcripts: dict[str, str] = {}
    checkpoints: list[ManifestCheckpoint] = []
    in_video: UUID | None = None
    items: int = 0
    points: float = 0
    exam: bool = False
    file: str | None = None
    filename: str = ""
    url: str | None = None
    translated: Translated | None = None
    checksum: str = ""


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """The single truth for rendering one version of a course in one locale.

    description: html. cover: path of an image that cover_alt puts in words.
    url: prefix of every asset, `{content origin}/content/{content}/`. Below it lies what was written for
    this version in `v{version}/{locale}/`, and what has not changed since in the folder of an earlier one.
    tag: checksum of everything that is shown, whatever version number it got; equal tags render equally.
    source_locale, translated: as in CourseDocument.
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
    cover: str | None = None
    cover_alt: str = ""
    skills: list[Skill]
    completion: CompletionRule
    objects: list[ManifestObject]
    assets: list[ManifestAsset]
    source_locale: str | None = None
    translated: Translated | None = None

    def key_of(self, path: str) -> str:
        """Of an asset in the bucket of assets."""
        return f"content/{self.url.rpartition('/content/')[2]}{path}"


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


class ManifestWithdrawn(Event, frozen=True, kw_only=True):
    """Readers get nothing in the locale from now on; they get the course in another one.

    activation: counts on from ManifestActivated's, so that a late event is known.
    """

    service = "delivery"
    noun = "manifest"
    verb = "withdrawn"

    content: UUID
    course: UUID
    locale: str
    activation: int


class PilotActivated(Event, frozen=True, kw_only=True):
    """Learners of these course runs get the version in its locale; all others what they had.

    turn: counts up by one a course and locale, together with PilotEnded, so that a late event is known.
    """

    service = "delivery"
    noun = "pilot"
    verb = "activated"

    content: UUID
    course: UUID
    locale: str
    runs: list[UUID]
    version: int
    revision: int
    key: str
    checksum: str
    title: str
    turn: int


class PilotEnded(Event, frozen=True, kw_only=True):
    """Learners of its runs get in the locale what everyone gets. turn: as of PilotActivated."""

    service = "delivery"
    noun = "pilot"
    verb = "ended"

    course: UUID
    locale: str
    turn: int


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
