"""How versions were made, kept beside their manifests for whatever is published next."""

from uuid import UUID

import msgspec
from anyio import to_thread

from stoa.kernel.checksum import Checksum, checksum
from stoa.kernel.errors import Defect, NotFound
from stoa.runtime import log
from stoa.runtime.objects import Bucket
from stoa.services.delivery.domain.asset import manifest_folder
from stoa.services.delivery.domain.rendering import EDITION, Rendering
from stoa.services.delivery.domain.version import Version

_log = log.get(__name__)
_NOTHING = Rendering()
# Made at import: msgspec must not come to know a type in two threads at once.
_RENDERING = msgspec.json.Decoder(Rendering)


async def load_rendering(bucket: Bucket, tenant: UUID, content: UUID, version: Version | None) -> Rendering:
    """Empty where there is none that can be used: all is made anew then. Raises Unavailable."""
    if version is None or version.rendering is None:
        return _NOTHING
    key = _key(tenant, content, version.edition.locale, version.number, version.rendering)
    try:
        found = await to_thread.run_sync(_RENDERING.decode, await bucket.get(key, version.rendering))
    except (NotFound, Defect, msgspec.MsgspecError) as error:
        _log.warning("delivery.rendering_left_out", key=key, error=str(error))
        return _NOTHING
    return found if found.edition == EDITION else _NOTHING


async def save_rendering(
    bucket: Bucket, tenant: UUID, content: UUID, locale: str, version: int, made: Rendering
) -> Checksum:
    data = await to_thread.run_sync(msgspec.json.encode, made)
    digest = checksum(data)
    await bucket.put(_key(tenant, content, locale, version, digest), data, "application/json")
    return digest


def _key(tenant: UUID, content: UUID, locale: str, version: int, digest: str) -> str:
    return f"{manifest_folder(tenant, content, locale)}v{version}-rendering-{digest}.json"
