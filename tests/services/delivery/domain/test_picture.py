from io import BytesIO

import pytest
from PIL import Image

from stoa.services.delivery.domain.picture import measure


def picture(kind: str, orientation: int = 1) -> bytes:
    image = Image.new("RGB", (12, 7))
    exif = image.getexif()
    exif[0x0112] = orientation
    out = BytesIO()
    image.save(out, kind, exif=exif)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp"])
def test_size_is_in_the_header(kind: str) -> None:
    assert measure(picture(kind), f"image/{kind}") == (12, 7)


def test_a_photograph_on_its_side_is_measured_as_shown() -> None:
    assert measure(picture("jpeg", orientation=6), "image/jpeg") == (7, 12)


@pytest.mark.parametrize(
    ("svg", "size"),
    [
        (b'<svg xmlns="x" width="300" height="150.4px" viewBox="0 0 1 1">', (300, 150)),
        (b'<?xml version="1.0"?><svg viewBox="0 0 640 360" width="100%">', (640, 360)),
        (b"<svg>", None),
        (b'<svg viewBox="0 0 0 9">', None),
        (b"not an image", None),
    ],
)
def test_drawing_is_measured_by_its_own_words(svg: bytes, size: tuple[int, int] | None) -> None:
    assert measure(svg, "image/svg+xml") == size


def test_what_is_no_image_has_no_size() -> None:
    assert measure(b"%PDF-1.7", "application/pdf") is None
    assert measure(b"broken", "image/png") is None
