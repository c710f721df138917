"""What is not an H.264/AAC MP4 is refused with a code that says why. Hostile files never hang or overrun."""

import struct
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stoa.kernel.errors import Invalid
from stoa.services.delivery.domain.video.boxes import write
from stoa.services.delivery.domain.video.movie import read_movie
from stoa.services.delivery.domain.video.package import package
from tests.services.delivery.film import ESDS, Frame, Strip, film, picture_entry, sound_entry

SHORT = (Path(__file__).parent.parent / "films" / "short.mp4").read_bytes()
SECOND = Frame(b"picture", 1000)
PICTURE = Strip([SECOND] * 5)


def code_of(data: bytes) -> str:
    with pytest.raises(Invalid) as caught:
        list(package(read_movie(data), data))
    return caught.value.code


def mutilated(data: bytes, before: bytes, after: bytes) -> bytes:
    assert data.count(before) == 1
    return data.replace(before, after)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "video.not_mp4"),
        (b"\x1aE\xdf\xa3 this is WebM, not MP4", "video.not_mp4"),
        (write(b"ftyp", b"isom"), "video.not_mp4"),
        (film(Strip([SECOND], entry=picture_entry(b"hvc1"))), "video.not_h264"),
        (film(Strip([SECOND], entry=picture_entry(b"encv"))), "video.encrypted"),
        (film(Strip([SECOND], entry=picture_entry(avcc=bytes([1, 110, 0, 13])))), "video.profile"),
        (film(PICTURE, Strip([SECOND], sound=True, entry=sound_entry(b"ac-3"))), "video.not_aac"),
        (
            film(
                PICTURE, Strip([SECOND], sound=True, entry=sound_entry(esds=ESDS.replace(b"\x40", b"\x6b")))
            ),
            "video.not_aac",
        ),
        (film(PICTURE, Strip([SECOND], sound=True, entry=sound_entry(esds=ESDS[:9]))), "video.damaged"),
        (film(Strip([SECOND], sound=True)), "video.no_picture"),
        (film(Strip([Frame(b"p", 1000, key=False)] * 3)), "video.no_key_frame"),
        (film(Strip([SECOND, *[Frame(b"p", 1000, key=False)] * 31])), "video.key_frames"),
        (film(Strip([Frame(b"p", 10_000_000)] * 2)), "video.length"),
        (film(Strip([SECOND] * 5, edits=[(1000, 0), (1000, 3000)])), "video.edited"),
        (film(Strip([SECOND] * 5, edits=[(1000, 3000)])), "video.edited"),
        (film(PICTURE)[:-5], "video.truncated"),
    ],
)
def test_film_with_a_fault_is_refused_by_its_name(data: bytes, code: str) -> None:
    assert code_of(data) == code


def test_fragments_are_refused() -> None:
    data = film(PICTURE)
    at = data.index(b"moov") - 4
    inner = data[at + 8 :] + write(b"mvex")
    assert code_of(data[:at] + write(b"moov", inner)) == "video.fragmented"


def test_samples_outside_the_file_are_refused() -> None:
    data = film(PICTURE)
    start = data.index(b"stco") + 12
    assert code_of(data[:start] + struct.pack(">I", len(data)) + data[start + 4 :]) == "video.truncated"


def test_a_table_that_promises_millions_of_samples_is_refused_at_once() -> None:
    data = film(PICTURE)
    at = data.index(b"stsz") + 8
    assert code_of(data[:at] + struct.pack(">II", 1, 2**32 - 1) + data[at + 8 :]) == "video.too_many_samples"


def test_samples_that_all_lie_on_each_other_are_refused() -> None:
    """Otherwise a small file would be packaged to a huge one."""
    data = film(PICTURE)
    at = data.index(b"stsz") + 8
    assert code_of(data[:at] + struct.pack(">II", len(data) // 2, 5) + data[at + 8 :]) == "video.damaged"


@settings(max_examples=300)
@given(st.data())
def test_bytes_changed_anywhere_are_packaged_or_refused(data: st.DataObject) -> None:
    film_bytes = bytearray(SHORT)
    tables_end = SHORT.index(b"mdat")
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, tables_end))
        film_bytes[at : at + 4] = data.draw(st.binary(min_size=4, max_size=4))
    packaged_or_refused(bytes(film_bytes))


@settings(max_examples=100)
@given(st.integers(0, len(SHORT) - 1))
def test_a_file_cut_off_anywhere_is_refused(length: int) -> None:
    assert code_of(SHORT[:length]) in {"video.truncated", "video.not_mp4", "video.damaged"}


@given(st.binary(max_size=200))
def test_any_bytes_after_a_good_beginning_are_refused(noise: bytes) -> None:
    packaged_or_refused(write(b"ftyp", b"isom") + noise)


def packaged_or_refused(data: bytes) -> None:
    try:
        files = list(package(read_movie(data), data))
    except Invalid:
        return
    assert sum(len(file.data) for file in files) < 4 * len(data) + 1_000_000
