"""Which Weblates this installation speaks to, and with what. No other address is ever called."""

import tomllib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import UUID

import httpx
import msgspec

from stoa.kernel.errors import Invalid
from stoa.runtime.config import Secret
from stoa.services.localization.adapters.sealing import Sealing
from stoa.services.localization.adapters.weblate.answers import Project, read
from stoa.services.localization.adapters.weblate.api import Api
from stoa.services.localization.adapters.weblate.component import Component
from stoa.services.localization.config import WeblateSettings
from stoa.services.localization.domain.sync.connection import Connection

FILE = "weblate.toml"
"""In the data folder: what its operator allows."""
_TIMEOUT = httpx.Timeout(20.0, read=600.0, write=60.0)
"""Seconds. Weblate takes a large file in before it answers."""


def settings_of(folder: Path) -> WeblateSettings:
    """Without the file nothing outside is called. Raises Invalid for one that cannot be understood."""
    path = folder / FILE
    if not path.is_file():
        return WeblateSettings()
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), WeblateSettings)
    except (ValueError, msgspec.ValidationError) as error:
        raise Invalid("weblate.unreadable", file=path.name, why=str(error)) from error


class Weblates:
    """Is a `Translators`."""

    def __init__(self, settings: WeblateSettings, sealing: Sealing) -> None:
        self.servers = tuple(one.rstrip("/") for one in settings.servers)
        self._sealing = sealing

    def seal(self, secret: Secret, tenant: UUID, connection: UUID) -> bytes:
        return self._sealing.seal(secret, tenant, connection)

    def reveal(self, sealed: bytes, tenant: UUID, connection: UUID) -> Secret:
        return self._sealing.open(sealed, tenant, connection)

    @asynccontextmanager
    async def open(self, connection: Connection, tenant: UUID) -> AsyncIterator[Component]:
        """No redirect is followed and no proxy found. Raises Invalid where the server is allowed no more."""
        if connection.place.address not in self.servers:
            raise Invalid("localization.sync.server", address=connection.place.address)
        token = self._sealing.open(connection.token, tenant, connection.id)
        async with httpx.AsyncClient(
            base_url=connection.place.address + "/",
            headers={"Authorization": f"Token {token.reveal()}"},
            timeout=_TIMEOUT,
            follow_redirects=False,
            trust_env=False,
        ) as client:
            api = Api(client)
            place = connection.place
            told = read(await api.ask("GET", f"projects/{place.project}/"), Project)
            yield Component(api, place.project, place.component, reviews=told.translation_review)
