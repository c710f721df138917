"""Addresses in the texts of a cartridge: files and resources are named in half a dozen ways."""

import posixpath
import re
from collections.abc import Mapping
from urllib.parse import unquote, urlsplit
from uuid import UUID

from stoa.services.content.adapters.media import kind_of_file

_ELSEWHERE = re.compile(r"(https?://[^\s/]+|mailto:[^\s@]+@[^\s@]+)", re.I)
_FILES = "$IMS-CC-FILEBASE$"
_FILES_OF_CANVAS = "web_resources"
_PAGES = re.compile(r"\$WIKI_REFERENCE\$/(?:pages|wiki)/(?P<page>[^/?#]+)")
_OBJECTS = re.compile(r"\$CANVAS_OBJECT_REFERENCE\$/\w+/(?P<id>[^/?#]+)")
_NOT_IN_NAME = re.compile(r"[^A-Za-z0-9._/-]+")


class Addresses:
    """media: path in the archive by media name, growing as texts refer to files."""

    def __init__(self, names: list[str], objects: Mapping[str, UUID], by_file: Mapping[str, UUID]) -> None:
        """objects: by identifier of resource. by_file: by path of a page that became an object."""
        self._names = set(names)
        self._objects, self._by_file = objects, by_file
        self.media: dict[str, str] = {}

    def medium(self, path: str) -> str | None:
        """Name under which a file of the archive is kept; None when there is none, or none that may be."""
        if path not in self._names or kind_of_file(path) is None:
            return None
        name = _media_name(path)
        while self.media.get(name, path) != path:
            name = f"x{name}"
        self.media[name] = path
        return name

    def lead(self, address: str, base: str) -> str | None:
        """base: path of the file that holds it."""
        address = unquote(address.strip())
        if _ELSEWHERE.match(address) or address.startswith("#"):
            return address
        object_id = self._object(address)
        if object_id is not None:
            return f"object:{object_id}"
        path = self._path(address, base)
        if path is not None and path in self._by_file:
            return f"object:{self._by_file[path]}"
        name = self.medium(path) if path else None
        return f"media:{name}" if name else None

    def _object(self, address: str) -> UUID | None:
        page = _PAGES.match(address)
        if page is not None:
            return self._by_file.get(f"wiki_content/{page['page']}.html")
        named = _OBJECTS.match(address)
        return self._objects.get(named["id"]) if named is not None else None

    def _path(self, address: str, base: str) -> str | None:
        if "$" in address and not address.startswith(_FILES):
            return None
        path = urlsplit(address.replace(_FILES, "").lstrip("/") if _FILES in address else address).path
        if address.startswith(_FILES):
            candidates = [f"{_FILES_OF_CANVAS}/{path}", path]
        else:
            candidates = [posixpath.normpath(posixpath.join(posixpath.dirname(base), path)), path]
        return next((found for found in candidates if found in self._names), None)


def _media_name(path: str) -> str:
    name = _NOT_IN_NAME.sub("-", path.removeprefix(f"{_FILES_OF_CANVAS}/"))
    return name.lstrip("._-/") or "file"
