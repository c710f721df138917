"""Drawings that could act are refused, however the address is written."""

import pytest

from stoa.kernel.errors import Invalid
from stoa.services.content.adapters.media import check_media

_LINK = '<svg xmlns="http://www.w3.org/2000/svg"><a href="%s"><text>x</text></a></svg>'


@pytest.mark.parametrize("address", ["javascript:x()", "java&#9;script:x()", "java&#10;script:x()"])
def test_drawing_with_an_address_that_acts_is_refused(address: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_media("x.svg", (_LINK % address).encode())
    assert refused.value.code == "content.media.unsafe"


def test_drawing_with_a_link_is_taken() -> None:
    assert check_media("x.svg", (_LINK % "https://example.org/").encode()).group == "image"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "drawing",
    [
        '<?xml-stylesheet href="https://example.org/x.css"?><svg xmlns="http://www.w3.org/2000/svg"/>',
        '<?xml-stylesheet type="text/xsl" href="#x"?><svg xmlns="http://www.w3.org/2000/svg"/>',
        '<svg xmlns="http://www.w3.org/2000/svg"><?xml-stylesheet href="x.css"?></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg"/><?php echo 1 ?>',
    ],
)
def test_drawing_with_an_instruction_for_a_program_is_refused(drawing: str, encoding: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_media("x.svg", drawing.encode(encoding))
    assert refused.value.code == "content.media.unsafe"


def test_drawing_with_notes_of_its_program_is_taken() -> None:
    noted = (
        '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg">'
        '<metadata><?xpacket begin="" id="x"?></metadata></svg>'
    )
    assert check_media("x.svg", noted.encode()).group == "image"
