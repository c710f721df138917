"""Tables from CSV, as spreadsheets of every make write them. Source: RFC 4180."""

import codecs
import csv
import io
import re
from dataclasses import dataclass

from stoa.kernel.errors import Invalid
from stoa.kernel.sheet import unguarded

LARGEST_FILE = 5_000_000
_LIMIT = "field limit"
"""In the reader's own words, which has one kind of error for everything."""
_DELIMITERS = ",;\t|"
_QUOTED = re.compile(r'"[^"]*"')


@dataclass(frozen=True, slots=True)
class Sheet:
    """rows: the line in the file where each begins, and its cells. The first row is the header."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_sheet(data: bytes, field: str = "file") -> Sheet:
    """With or without a byte order mark, whichever delimiter a spreadsheet wrote. Raises Invalid."""
    if len(data) > LARGEST_FILE:
        raise Invalid("csv.too_large", field=field, most_mb=LARGEST_FILE // 1_000_000)
    text = _decode(data, field)
    declared = re.match(r"sep=(.)\r?\n", text)
    if declared:
        text = text[declared.end() :]
    delimiter = declared[1] if declared else _sniff(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows, began = [], 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(
                    (began + (declared is not None), tuple(unguarded(cell.strip()) for cell in cells))
                )
            began = reader.line_num + 1
    except csv.Error as error:
        if _LIMIT in str(error):
            most = csv.field_size_limit()
            raise Invalid("csv.cell_too_long", field=field, line=reader.line_num, most=most) from error
        raise Invalid("csv.malformed", field=field, line=reader.line_num) from error
    if not rows:
        raise Invalid("csv.empty", field=field)
    return Sheet(header=rows[0][1], rows=tuple(rows[1:]))


def _decode(data: bytes, field: str) -> str:
    encoding = "utf-8-sig"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Invalid("csv.not_utf8", field=field, line=data[: error.start].count(b"\n") + 1) from error
    if "\0" in text:
        raise Invalid("csv.not_text", field=field)
    return text.lstrip("\ufeff")


def _sniff(text: str) -> str:
    header = _QUOTED.sub("", text.lstrip("\r\n").split("\n", 1)[0])
    return max(_DELIMITERS, key=header.count)
