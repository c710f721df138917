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
