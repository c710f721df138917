"""Texts that readers were shown, as the services that show them keep them in the private bucket."""

import msgspec
from anyio import to_thread

from stoa.contracts.shown import ShownText
from stoa.kernel.errors import Defect
from stoa.runtime.objects import Objects
from stoa.services.localization.domain.shown_text import OpenText, Part, open_text


class KeptTexts:
    """Is the port `ShownTexts`."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects

    async def text(self, kind: str, key: str, checksum: str) -> OpenText:
        data = await self._objects.private.get(key, checksum)
        return await to_thread.run_sync(_opened, data, kind)


def _opened(data: bytes, kind: str) -> OpenText:
    try:
        told = msgspec.json.decode(data, type=ShownText)
    except msgspec.MsgspecError as error:
        raise Defect("localization.document", why=str(error)) from error
    parts = [Part(part.name, part.html) for part in told.parts]
    return open_text(told.locale, told.course, kind, parts)
