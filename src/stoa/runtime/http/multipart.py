"""Forms as they come in: files go to disk, fields are few and short, text is UTF-8 whatever is claimed."""

from collections import defaultdict
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qsl

from litestar.datastructures import UploadFile
from multipart import MultipartError, MultipartSegment, ParserLimitReached, PushMultipartParser

from stoa.kernel.errors import Invalid, TooLarge

MOST_FIELDS = 5_000

Fields = dict[str, Any]
"""Texts and files by name, each in a list."""


def read_urlencoded(body: bytes) -> Fields:
    """Raises Invalid. Nothing is remembered of it: it may hold a password."""
    fields: defaultdict[str, list[str | UploadFile]] = defaultdict(list)
    try:
        pairs = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise _too_many() from error
    for name, value in pairs:
        fields[name].append(value)
    return fields


async def read_multipart(pieces: AsyncIterator[bytes], boundary: bytes, largest_texts: int) -> Fields:
    """largest_texts: bytes of all fields that are no files. Raises Invalid, TooLarge."""
    form = _Form(largest_texts)
    try:
        with PushMultipartParser(boundary, max_segment_count=MOST_FIELDS) as parser:
            async for piece in pieces:
                if piece and not parser.closed:
                    for found in parser.parse(piece):
                        await form.take(found)
    except BaseException as error:
        await form.close()
        if isinstance(error, ParserLimitReached):
            raise _too_many() from error
        if isinstance(error, MultipartError):
            raise Invalid("input.malformed", field="body", why="input.why.form") from error
        raise
    return form.fields


class _Form:
    """What was read so far, and the part that is being read."""

    def __init__(self, largest_texts: int) -> None:
        self.fields: defaultdict[str, list[str | UploadFile]] = defaultdict(list)
        self._name = ""
        self._file: UploadFile | None = None
        self._text = bytearray()
        self._room = largest_texts
        self._largest_texts = largest_texts

    async def take(self, found: MultipartSegment | bytes | bytearray | None) -> None:
        """A part begins, goes on, or (None) ends."""
        if isinstance(found, MultipartSegment):
            self._begin(found)
        elif found is None:
            await self._end()
        elif self._file is not None:
            await self._file.write(found)
        else:
            self._room -= len(found)
            if self._room < 0:
                raise TooLarge("body.too_large", limit_mb=self._largest_texts // 1_000_000)
            self._text.extend(found)

    async def close(self) -> None:
        """Of a form that nobody will get."""
        values = [value for values in self.fields.values() for value in values]
        for value in [*values, self._file]:
            if isinstance(value, UploadFile):
                await value.close()

    def _begin(self, part: MultipartSegment) -> None:
        self._name = part.name or ""
        self._text = bytearray()
        self._file = None
        if part.filename:
            self._file = UploadFile(content_type=part.content_type or "text/plain", filename=part.filename)

    async def _end(self) -> None:
        if self._file is not None:
            await self._file.seek(0)
            self.fields[self._name].append(self._file)
            self._file = None
            return
        try:
            self.fields[self._name].append(self._text.decode())
        except UnicodeDecodeError as error:
            raise Invalid("input.malformed", field=self._name, why="input.why.utf8") from error


def _too_many() -> Invalid:
    return Invalid("input.malformed", field="body", why="input.why.too_many", most=MOST_FIELDS)
