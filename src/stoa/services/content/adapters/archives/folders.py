"""A folder on disk as an archive, the same bytes for the same files."""

import stat
import zipfile
from pathlib import Path

from stoa.kernel.errors import Invalid

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_COMPRESSED_ALREADY = frozenset({".mp4", ".png", ".jpg", ".jpeg", ".webp", ".gif", ".zip", ".pdf", ".mp3"})


def pack_folder(folder: Path, target: Path) -> None:
    """Writes a zip of it. Symbolic links are refused; names that begin with a dot stay out."""
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder)
            if any(part.startswith(".") for part in name.parts):
                continue
            if path.is_symlink():
                raise Invalid("content.archive.symlink", name=name.as_posix())
            if path.is_file():
                _add(archive, path, name.as_posix())


def _add(archive: zipfile.ZipFile, path: Path, name: str) -> None:
    info = zipfile.ZipInfo(name, _LONG_AGO)
    info.external_attr = (stat.S_IFREG | 0o644) << 16
    packed = path.suffix.lower() in _COMPRESSED_ALREADY
    info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
    archive.writestr(info, path.read_bytes())
