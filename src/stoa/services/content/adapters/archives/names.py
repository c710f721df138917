"""Names in archives, taken as written or refused; never repaired."""

import unicodedata
from collections.abc import Iterable

from stoa.kernel.errors import Invalid
from stoa.services.content.domain.limits import ArchiveLimits

_ARCHIVES = (".zip", ".imscc", ".tar.gz", ".tgz")


def check_name(name: str, limits: ArchiveLimits) -> None:
    """Raises Invalid for a name that leads elsewhere or cannot stand on every machine."""
    parts = name.rstrip("/").split("/")
    if name.startswith("/") or "\\" in name or ".." in parts or ":" in parts[0][:2]:
        raise Invalid("content.archive.traversal", name=name)
    if any(not part or part == "." or len(part) > limits.name for part in parts):
        raise Invalid("content.archive.bad_name", name=name[:100])
    if any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in name):
        raise Invalid("content.archive.bad_name", name=name[:100].encode("unicode_escape").decode())
    if len(parts) > limits.depth:
        raise Invalid("content.archive.too_deep", name=name[:100], limit=limits.depth)


def check_names(names: Iterable[str], limits: ArchiveLimits) -> None:
    """Of all entries, folders with their slash. Raises Invalid when two would meet in one place."""
    seen: set[str] = set()
    files = []
    for name in names:
        check_name(name, limits)
        folded = unicodedata.normalize("NFC", name.rstrip("/")).casefold()
        if folded in seen:
            raise Invalid("content.archive.twice", name=name)
        seen.add(folded)
        if not name.endswith("/"):
            files.append(name)
    if not files:
        raise Invalid("content.archive.empty")
    if len(files) == 1 and files[0].lower().endswith(_ARCHIVES):
        raise Invalid("content.archive.nested", name=files[0])


def check_sums(entries: int, packed: int, unpacked: int, limits: ArchiveLimits) -> None:
    """Raises Invalid for a table of contents that promises too much."""
    if entries > limits.entries:
        raise Invalid("content.archive.too_many", limit=limits.entries)
    if unpacked > limits.unpacked:
        raise Invalid("content.archive.too_large_unpacked", limit_mb=limits.unpacked // 1_000_000)
    if unpacked > limits.ratio_from and unpacked > packed * limits.ratio:
        raise Invalid("content.archive.bomb", ratio=limits.ratio)
