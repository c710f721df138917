"""Texts of one file of a course folder, with their links and pictures led to where they belong."""

import posixpath
import re
from urllib.parse import unquote, urlsplit

from stoa.services.content.adapters.folder.fields import Fields
from stoa.services.content.adapters.folder.markdown import Markdown
from stoa.services.content.adapters.folder.opened import Files
from stoa.services.content.adapters.folder.yamls import Value
from stoa.services.content.adapters.media import kind_of_file
from stoa.services.content.domain.html import ID_PREFIX, Html

_ELSEWHERE = re.compile(r"(https?://[^\s/]+|mailto:[^\s@]+@[^\s@]+)", re.I)


class FileTexts:
    """media: paths of all media of the folder; used: those that some text or field refers to."""

    def __init__(self, file: str, files: Files, media: set[str], used: set[str]) -> None:
        self._file, self._files, self._media, self._used = file, files, media, used
        self._markdown = Markdown(file, files.faults, self._lead)

    def markdown(self, fields: Fields, name: str, required: bool = False) -> Html:
        value = fields.value(name, required)
        return Html("") if value is None else self.rendered(fields, value, name)

    def rendered(self, fields: Fields, value: Value, name: str) -> Html:
        return self._markdown.render(fields.plain(value, name), value.line, fields.path(name))

    def body(self, text: str, line: int) -> Html:
        return self._markdown.render(text, line, headings=True)

    def medium(self, fields: Fields, name: str, group: str, required: bool = False) -> str:
        """Name of the media entry that a path of the field leads to; group: as in `adapters.media`."""
        given = fields.text(name, required)
        return self.medium_at(given, fields.line_of(name), fields.path(name), group) if given else ""

    def medium_at(self, given: str, line: int, field: str, group: str) -> str:
        path = self._path(given)
        kind = kind_of_file(path or "")
        allowed = kind is not None and (kind.group == group or (group == "file" and kind.group == "image"))
        if path not in self._media:
            self._files.faults.add("bad_path", self._file, line, field, given, "media_path")
        elif not allowed:
            self._files.faults.add("bad_media", self._file, line, field, given, f"media_{group}")
        self._used.add(path or "")
        return (path or "").removeprefix("media/")

    def _path(self, given: str) -> str | None:
        """From the top of the folder; None when it leaves it."""
        path = posixpath.normpath(posixpath.join(posixpath.dirname(self._file), given))
        return None if path.startswith(("../", "/")) or given.startswith("/") else path

    def _lead(self, given: str, line: int, picture: bool) -> str | None:
        if picture:
            name = self.medium_at(unquote(given), line, "", "image")
            return f"media:{name}" if name else None
        if _ELSEWHERE.match(given):
            return given
        parts = urlsplit(given)
        if not parts.path and parts.fragment:
            return f"#{unquote(parts.fragment)}"
        path = self._path(unquote(parts.path))
        if path in self._media and kind_of_file(path) is not None:
            self._used.add(path)
            return f"media:{path.removeprefix('media/')}"
        target = self._files.by_path.get(path or "")
        if target is None or target.place.kind == "block" or target.place.number == 0:
            self._files.faults.add("bad_path", self._file, line, None, given, "link_target")
            return None
        anchor = f"#{ID_PREFIX}{unquote(parts.fragment)}" if parts.fragment else ""
        return f"object:{target.id}{anchor}"
