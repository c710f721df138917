"""IMS Common Cartridge 1.1 to 1.3, with QTI 1.2. Thin cartridges and cartridges of Canvas too."""

from uuid import UUID

from stoa.kernel.errors import Invalid
from stoa.kernel.locale import parse_locale
from stoa.services.content.adapters.cartridge.manifest import is_cartridge, read_manifest
from stoa.services.content.adapters.cartridge.outline import Outline
from stoa.services.content.domain.html import plain
from stoa.services.content.domain.objects import Front
from stoa.services.content.ports import Archive, Imported, Progress


class CartridgeConnector:
    name = "cartridge"
    version = 1

    def recognises(self, archive: Archive) -> bool:
        return is_cartridge(archive)

    def origin(self, archive: Archive) -> str:
        """With the title: Canvas gives the same identifier to exports of different courses."""
        manifest = read_manifest(archive)
        return f"{manifest.id}/{manifest.title}"

    def read(self, archive: Archive, course: UUID, progress: Progress) -> Imported:
        manifest = read_manifest(archive)
        outline = Outline(archive, manifest, course)
        objects = outline.build(progress)
        if not objects:
            raise Invalid("content.import.nothing")
        front = Front(
            title=manifest.title[:200] or manifest.id,
            locale=_locale(manifest.language),
            description=plain(manifest.description[:2_000]),
            licence=manifest.rights[:200],
        )
        return Imported(front, objects, outline.addresses.media, outline.report)


def _locale(language: str) -> str:
    try:
        return str(parse_locale(language)) if language else "en"
    except Invalid:
        return "en"
