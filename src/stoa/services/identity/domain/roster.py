"""A list of people in a file, read row by row so that every fault is told with its line and column."""

import re
import unicodedata
from collections.abc import Callable, Collection, Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from stoa.kernel.errors import Invalid
from stoa.kernel.locale import Locale, parse_locale
from stoa.kernel.sheet_reading import read_sheet
from stoa.services.identity.domain.address import Address, parse_address
from stoa.services.identity.domain.group import group_key, parse_group_name
from stoa.services.identity.domain.person import parse_name
from stoa.services.identity.domain.role import Role, parse_roles
from stoa.services.identity.domain.ward import MOST_WARDS

MOST_ROWS = 5000

_HEADERS: dict[str, str] = {
    "email": "email, e-mail, mail, email address, correo, correo electrónico, البريد الإلكتروني, البريد",
    "name": "name, full name, display name, nombre, nombre completo, الاسم, الاسم الكامل",
    "given_name": "first name, given name, firstname, nombre de pila, الاسم الأول",
    "family_name": "last name, family name, surname, lastname, apellido, apellidos, اسم العائلة, اللقب",
    "roles": "role, roles, rol, roles asignados, الدور, الأدوار",
    "locale": "language, locale, idioma, lengua, اللغة",
    "groups": "group, groups, grupo, grupos, المجموعة, المجموعات",
    "manages": "manages, manager of, manages groups, gestiona, gestiona los grupos, يدير, يدير المجموعات",
    "guardian_of": "guardian of, tutor de, tutor legal de, tutora legal de, ولي أمر, ولي أمر لـ",
}
_COLUMNS = {word: column for column, words in _HEADERS.items() for word in words.split(", ")}


@dataclass(frozen=True, slots=True)
class RowFault:
    """error.field names the column."""

    line: int
    error: Invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One person of the file. roles, locale: None where the cell is empty.

    manages: names of groups. guardian_of: whoever is in the person's care.
    """

    line: int
    email: Address
    name: str
    roles: tuple[Role, ...] | None
    locale: Locale | None
    groups: tuple[str, ...]
    manages: tuple[str, ...] = ()
    guardian_of: tuple[Address, ...] = ()

    def following_faults(self, roles: Collection[Role], known: Container[Address]) -> list[RowFault]:
        """What keeps the person from following whom the file says. roles: with those of the file.

        known: who is here, or in the file.
        """
        faults = []
        if self.manages and Role.MANAGER not in roles:
            faults.append(Invalid("group.manager_without_role", field="manages"))
        if self.guardian_of and Role.GUARDIAN not in roles:
            faults.append(Invalid("wards.guardian_without_role", field="guardian_of"))
        if self.email in self.guardian_of:
            faults.append(Invalid("wards.self", field="guardian_of"))
        faults += [
            Invalid("email.unknown", field="guardian_of", given=ward)
            for ward in self.guardian_of
            if ward not in known
        ]
        return [RowFault(self.line, fault) for fault in faults]


@dataclass(frozen=True, slots=True)
class Roster:
    """ignored: headers of columns that mean nothing here."""

    entries: tuple[Entry, ...]
    faults: tuple[RowFault, ...]
    ignored: tuple[str, ...] = ()


def read_roster(data: bytes) -> Roster:
    """Raises Invalid when the file as a whole cannot be read."""
    sheet = read_sheet(data)
    columns = [_COLUMNS.get(_header_key(cell)) for cell in sheet.header]
    _check_columns(columns)
    if len(sheet.rows) > MOST_ROWS:
        raise Invalid("roster.too_long", field="file", most=MOST_ROWS, rows=len(sheet.rows))
    if not sheet.rows:
        raise Invalid("roster.nobody", field="file")
    entries: list[Entry] = []
    faults: list[RowFault] = []
    seen: dict[Address, int] = {}
    for line, cells in sheet.rows:
        found = _read_row(line, columns, cells)
        if isinstance(found, Entry) and found.email in seen:
            twice = Invalid(
                "roster.email_twice", field="email", given=found.email, first_line=seen[found.email]
            )
            faults.append(RowFault(line, twice))
        elif isinstance(found, Entry):
            seen[found.email] = line
            entries.append(found)
        else:
            faults.extend(found)
    ignored = tuple(cell for cell, column in zip(sheet.header, columns, strict=True) if cell and not column)
    return Roster(tuple(entries), tuple(faults), ignored)


def _check_columns(columns: list[str | None]) -> None:
    known = [column for column in columns if column]
    named = "name" in known or {"given_name", "family_name"} <= set(known)
    missing = "email" if "email" not in known else None if named else "name"
    if missing:
        raise Invalid("roster.column_missing", field="file", column=missing)
    for column in known:
        if known.count(column) > 1:
            raise Invalid("roster.column_twice", field="file", column=column)


def _read_row(line: int, columns: list[str | None], cells: tuple[str, ...]) -> Entry | list[RowFault]:
    if any(cells[len(columns) :]):
        return [RowFault(line, Invalid("csv.cells", field="row", expected=len(columns), found=len(cells)))]
    row = {column: cell for column, cell in zip(columns, cells, strict=False) if column}
    read: dict[str, Any] = {}
    faults: list[RowFault] = []
    for field, reader in _READERS.items():
        try:
            read[field] = reader(row)
        except Invalid as error:
            faults.append(RowFault(line, error))
    return faults or Entry(line=line, **read)


def _name_of(row: Mapping[str, str]) -> str:
    return row.get("name") or f"{row.get('given_name', '')} {row.get('family_name', '')}"


def _words(cell: str) -> list[str]:
    return [word.strip() for word in re.split(r"[|;,]", cell) if word.strip()]


def _header_key(cell: str) -> str:
    return re.sub(r"[\s_]+", " ", unicodedata.normalize("NFC", cell)).strip().casefold()


def _group_names(names: Iterable[str], field: str) -> tuple[str, ...]:
    return tuple(
        {group_key(name): name for name in (parse_group_name(name, field) for name in names)}.values()
    )


def _wards(cell: str) -> tuple[Address, ...]:
    found = dict.fromkeys(parse_address(text, "guardian_of") for text in _words(cell))
    if len(found) > MOST_WARDS:
        raise Invalid("wards.too_many", field="guardian_of", most=MOST_WARDS)
    return tuple(found)


_READERS: dict[str, Callable[[Mapping[str, str]], Any]] = {
    "email": lambda row: parse_address(row.get("email", "")),
    "name": lambda row: parse_name(_name_of(row)),
    "roles": lambda row: parse_roles(words) if (words := _words(row.get("roles", ""))) else None,
    "locale": lambda row: parse_locale(row["locale"]) if row.get("locale") else None,
    "groups": lambda row: _group_names(_words(row.get("groups", "")), "groups"),
    "manages": lambda row: _group_names(_words(row.get("manages", "")), "manages"),
    "guardian_of": lambda row: _wards(row.get("guardian_of", "")),
}
