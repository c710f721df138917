"""Files with people, as spreadsheets write them."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stoa.kernel.errors import Invalid
from stoa.kernel.sheet import write_sheet
from stoa.kernel.sheet_reading import read_sheet
from stoa.services.identity.domain.role import Role
from stoa.services.identity.domain.roster import MOST_ROWS, read_roster


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "header", [["Email", "Name"], ["Correo electrónico", "Nombre"], ["البريد الإلكتروني", "الاسم"]]
)
def test_headers_in_three_languages_and_any_delimiter(delimiter: str, header: list[str]) -> None:
    text = delimiter.join(header) + "\r\n" + delimiter.join(["ana@example.org", "Ana López"]) + "\r\n"
    entry = read_roster(text.encode()).entries[0]
    assert (entry.line, entry.email, entry.name, entry.roles) == (2, "ana@example.org", "Ana López", None)


@pytest.mark.parametrize(
    "data",
    [
        codecs.BOM_UTF8 + b"email,name\nana@example.org,Ana",
        codecs.BOM_UTF16_LE + "email,name\nana@example.org,Ana".encode("utf-16-le"),
        b"sep=;\nemail;name\nana@example.org;Ana",
    ],
)
def test_what_spreadsheets_put_before_the_header(data: bytes) -> None:
    assert read_roster(data).entries[0].name == "Ana"


def test_quoted_cells_keep_delimiters_line_breaks_and_quotes() -> None:
    data = b'email,name,groups\nana@example.org,"Ana ""the\nReader"" Lopez","7a, Chess"\nbo@example.org,Bo,\n'
    first, second = read_roster(data).entries
    assert first.name == 'Ana "the Reader" Lopez'
    assert first.groups == ("7a", "Chess")
    assert second.line == 4


def test_given_and_family_name_make_a_name() -> None:
    data = "Nombre de pila;Apellidos;Correo;Rol\nAna;López Ruiz;ana@example.org;instructor|editor".encode()
    entry = read_roster(data).entries[0]
    assert (entry.name, entry.roles) == ("Ana López Ruiz", (Role.INSTRUCTOR, Role.EDITOR))


def test_every_fault_is_told_with_its_line_and_column() -> None:
    data = (
        b"email,name,roles,language,shoe size\n"
        b"ana@example.org,Ana,learner,es,38\n"
        b"wrong,,wizard,xx-very-wrong,\n"
        b"ANA@example.org,Ana again,,,\n"
        b"bo@example.org,Bo,learner,en,41,too,many\n"
        b"cy@example.org,Cy,learner,fr,40\n"
        b"di@example.org,Di,learner,es-mx,40\n"
    )
    roster = read_roster(data)
    languages = [(entry.name, entry.locale) for entry in roster.entries]
    assert languages == [("Ana", "es"), ("Cy", "fr"), ("Di", "es-MX")]
    assert [(fault.line, fault.error.field, fault.error.code) for fault in roster.faults] == [
        (3, "email", "email.malformed"),
        (3, "name", "name.missing"),
        (3, "roles", "role.unknown"),
        (3, "locale", "locale.malformed"),
        (4, "email", "roster.email_twice"),
        (5, "row", "csv.cells"),
    ]
    assert roster.ignored == ("shoe size",)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "csv.empty"),
        (b"\n\n", "csv.empty"),
        (b"email,name\n", "roster.nobody"),
        (b"name\nAna\n", "roster.column_missing"),
        (b"email,phone\na@example.org,1\n", "roster.column_missing"),
        (b"email,e-mail,name\na@example.org,,A\n", "roster.column_twice"),
        ("email,name\nana@example.org,José\n".encode("latin-1"), "csv.not_utf8"),
        (b'email,name\nana@example.org,"Ana\n', "csv.malformed"),
        (b"email,name\na@example.org," + b"A" * 140_000, "csv.cell_too_long"),
        (b"PK\x03\x04\x00\x00", "csv.not_text"),
        (b"email,name\n" + b"a@example.org,A\n" * (MOST_ROWS + 1), "roster.too_long"),
        (b"x" * 5_000_001, "csv.too_large"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(data: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        read_roster(data)
    assert refusal.value.code == code


@pytest.mark.parametrize("cell", ["=1+1", "+49 30", "-2", "@SUM(A1)", "\t=1", " =1"])
def test_what_was_guarded_on_the_way_out_is_plain_on_the_way_in(cell: str) -> None:
    written = write_sheet(["name"], [[cell]])
    assert read_sheet(written).rows[0][1][0] == cell
    assert f"'{cell}".encode() in written


@given(st.binary(max_size=400))
def test_no_file_is_a_defect(data: bytes) -> None:
    try:
        read_roster(b"email,name,groups\n" + data)
        read_roster(data)
    except Invalid:
        pass
