"""What should lie at hand is brought there, and what should not is taken away."""

from collections.abc import Sequence

import msgspec

from stoa.contracts.delivery import Manifest
from stoa.kernel.errors import StoaError, Unavailable
from stoa.runtime import log
from stoa.runtime.objects import Objects
from stoa.services.delivery.commands.edge_folder import EdgeFolder
from stoa.services.delivery.domain.edge import Copy, Wanted, copies, fitting

_log = log.get(__name__)


async def settle(wanted: Sequence[Wanted], folder: EdgeFolder, objects: Objects) -> None:
    """wanted: the best first; they lie at hand as far as there is room. Raises Unavailable, and OSError."""
    await folder.keep_only({version.address() for version in wanted})
    for place, version in enumerate(wanted):
        if not folder.holds(version.address()):
            await _bring(version, wanted[place + 1 :], folder, objects)
        if folder.is_part(version.address()):
            break


async def _bring(version: Wanted, worse: Sequence[Wanted], folder: EdgeFolder, objects: Objects) -> None:
    address = version.address()
    try:
        able = copies(await _assets(version, objects))
        for other in reversed(worse):
            if folder.room() < folder.needs(able):
                await folder.remove(other.address())
        chosen = fitting(able, folder.room() + folder.lies(able))
        await folder.place(objects.assets, address, chosen, part=len(chosen) < len(able))
    except Unavailable:
        raise
    except StoaError as error:
        _log.warning("edge.version_left_out", address=address, code=error.code)


async def _assets(version: Wanted, objects: Objects) -> list[tuple[Copy, str]]:
    data = await objects.private.get(version.key, version.checksum)
    manifest = msgspec.json.decode(data, type=Manifest)
    return [
        (Copy(manifest.key_of(one.path), one.checksum, one.size), one.media_type) for one in manifest.assets
    ]
