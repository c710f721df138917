"""Staged assets get their addresses: where their like lies already, or in the folder of the new version."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from stoa.kernel.checksum import checksum
from stoa.services.delivery.domain.asset import Asset
from stoa.services.delivery.domain.placing import Placed, addressed, is_page, leaning, marked


@dataclass(frozen=True, slots=True)
class Placing:
    """assets: all of the version, by path. written: files of those that are new, by path."""

    assets: dict[str, Placed]
    written: dict[str, Path]


def place(staged: Mapping[str, Asset], before: Mapping[str, Placed], home: str, folder: str) -> Placing:
    """before: assets of the version that this one leans on. home: address of all that the course has.

    folder: of the version, below it. For a thread.
    """
    stays = leaning(staged, before)
    stays -= {path for path in stays if not _shows_only(staged[path], staged.keys() - stays)}
    addresses = {path: f"{home}{before[path].folder if path in stays else folder}{path}" for path in staged}
    assets, written = {}, {}
    for path, asset in staged.items():
        if path in stays:
            assets[path] = before[path]
        else:
            assets[path], written[path] = _settled(asset, addresses, folder)
    return Placing(assets, written)


def _shows_only(asset: Asset, moved: Collection[str]) -> bool:
    """Whether a page names nothing that lies elsewhere now."""
    if not moved or not is_page(asset) or asset.file is None:
        return True
    return marked(asset.file.read_bytes()).isdisjoint(moved)


def _settled(asset: Asset, addresses: Mapping[str, str], folder: str) -> tuple[Placed, Path]:
    """Pages name what they show in full."""
    assert asset.file is not None
    if not is_page(asset):
        return Placed(asset.checksum, asset.checksum, asset.size, asset.media_type, folder), asset.file
    data = addressed(asset.file.read_bytes(), addresses)
    settled = asset.file.with_suffix(".settled")
    settled.write_bytes(data)
    return Placed(asset.checksum, checksum(data), len(data), asset.media_type, folder), settled
