"""Addresses in the html of items: media and learning objects, as a browser can open them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from urllib.parse import unquote
from uuid import UUID

_ADDRESS = re.compile(r'(?P<name>\b(?:src|href|poster))="(?P<kind>media|object):(?P<what>[^"]*)"')


@dataclass(frozen=True, slots=True)
class Addresses:
    """media: address by name. registration: whose player shows the learning objects."""

    media: Mapping[str, str]
    registration: UUID

    def resolve(self, html: str) -> str:
        """The html with real addresses. One that leads nowhere is left out: no broken link is shown."""
        return _ADDRESS.sub(self._address, html) if "media:" in html or "object:" in html else html

    def _address(self, match: re.Match[str]) -> str:
        what = unquote(match["what"])
        if match["kind"] == "object":
            return f'{match["name"]}="/learn/{self.registration}/{escape(what)}"'
        address = self.media.get(what)
        return f'{match["name"]}="{escape(address)}"' if address else ""
