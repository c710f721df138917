"""A glossary as a table: the terms of a file, and a file of terms."""

from collections.abc import Iterable, Mapping, Sequence

from stoa.kernel.errors import Invalid
from stoa.kernel.locale import parse_locale
from stoa.kernel.sheet import write_sheet
from stoa.kernel.sheet_reading import read_sheet
from stoa.services.localization.domain.remembered import TENANT
from stoa.services.localization.domain.terms.wording import KeptTerm, Use, Wording

MOST_ROWS = 20_000
COLUMNS = ("source_locale", "target_locale", "source", "target", "use", "scope", "case", "note")
_NEEDED = COLUMNS[:4]
_MOST_SHOWN = 100
"""Signs of a header that was not understood."""
_YES = frozenset({"1", "yes", "true", "x"})
_NO = frozenset({"", "0", "no", "false"})


def write_terms(terms: Iterable[KeptTerm]) -> bytes:
    return write_sheet(COLUMNS, (_cells(term.wording) for term in terms))


def read_terms(data: bytes) -> list[Wording]:
    """Columns in any order, by the names of `COLUMNS`; the last four may be left out. Raises Invalid.

    The first line that cannot be read is named, with the reason.
    """
    sheet = read_sheet(data)
    columns = [cell.strip().casefold() for cell in sheet.header]
    _check_columns(columns)
    if len(sheet.rows) > MOST_ROWS:
        raise Invalid("term.too_many", field="file", most=MOST_ROWS, rows=len(sheet.rows))
    found = []
    for line, cells in sheet.rows:
        if any(cells[len(columns) :]):
            raise Invalid("term.cells", field="file", line=line, expected=len(columns), found=len(cells))
        try:
            found.append(_wording(dict(zip(columns, cells, strict=False))))
        except Invalid as error:
            told = {name: value for name, value in error.data.items() if name not in ("line", "why")}
            told |= {"line": line, "column": error.field}
            raise Invalid("term.line", field="file", why=error.code, **told) from error
    return found


def _check_columns(columns: Sequence[str]) -> None:
    """Columns that nobody knows are let be. Raises Invalid."""
    for name in COLUMNS:
        if columns.count(name) > 1:
            raise Invalid("term.column_twice", field="file", column=name)
        if name in _NEEDED and name not in columns:
            found = ", ".join(columns)[:_MOST_SHOWN]
            raise Invalid("term.column", field="file", column=name, found=found, columns=", ".join(COLUMNS))


def _wording(row: Mapping[str, str]) -> Wording:
    use, case = row.get("use", "").casefold() or Use.PREFERRED.value, row.get("case", "").casefold()
    if use not in set(Use):
        raise Invalid("term.use", field="use", given=use)
    if case not in _YES | _NO:
        raise Invalid("term.case", field="case", given=case)
    return Wording(
        source_locale=parse_locale(row.get("source_locale", ""), "source_locale"),
        target_locale=parse_locale(row.get("target_locale", ""), "target_locale"),
        source=row.get("source", ""),
        target=row.get("target", ""),
        use=Use(use),
        scope=row.get("scope", "") or TENANT,
        case=case in _YES,
        note=row.get("note", ""),
    ).checked()


def _cells(one: Wording) -> tuple[str, ...]:
    return (
        one.source_locale,
        one.target_locale,
        one.source,
        one.target,
        one.use.value,
        one.scope,
        "yes" if one.case else "",
        one.note,
    )
