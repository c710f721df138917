"""Tables that spreadsheets open as they were meant."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stoa.kernel.sheet import guarded, unguarded, write_sheet


@pytest.mark.parametrize(
    "cell", ["=1+1", "+49 30", "-2", "@SUM(A1)", "\t=1", " =1", "＝1", " ＋1", "－2", "＠A1"]
)
def test_no_cell_that_is_written_is_calculated(cell: str) -> None:
    written = write_sheet([cell], [[cell]]).decode("utf-8-sig")
    assert list(csv.reader(StringIO(written, newline=""))) == [[f"'{cell}"], [f"'{cell}"]]


@given(st.text().filter(lambda text: not text.startswith("'")))
def test_guarded_text_is_read_back_as_it_was(text: str) -> None:
    assert unguarded(guarded(text)) == text


def test_numbers_and_missing_ones_stay_what_they_are() -> None:
    written = write_sheet(["name", "share", "tries", "at"], [["Ñandú", 1 / 3, -2, None]])
    assert written.decode("utf-8-sig").splitlines()[1] == "Ñandú,0.3333,-2,"
    assert written.startswith(b"\xef\xbb\xbf")
