"""Archives opened with suspicion: their tables of contents are checked before a byte is unpacked."""

from pathlib import Path

from stoa.kernel.errors import Invalid
from stoa.services.content.adapters.archives.tars import open_tar
from stoa.services.content.adapters.archives.zips import open_zip
from stoa.services.content.domain.limits import ARCHIVE, ArchiveLimits
from stoa.services.content.ports import Archive


def open_archive(path: Path, name: str, limits: ArchiveLimits = ARCHIVE) -> Archive:
    """name: as the file is called by who sent it, for the words of a refusal."""
    if path.stat().st_size > limits.packed:
        raise Invalid("content.archive.too_large", name=name, limit_mb=limits.packed // 1_000_000)
    with path.open("rb") as file:
        head = file.read(4)
    if head in (b"PK\x03\x04", b"PK\x05\x06"):
        return open_zip(path, limits)
    if head[:2] == b"\x1f\x8b":
        return open_tar(path, limits)
    raise Invalid("content.archive.unknown", name=name)
