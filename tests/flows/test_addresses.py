"""What stands in an address can be anything; no door breaks of it, by whatever method it is asked."""

import re
from uuid import UUID

import pytest

from stoa.compose.documents.application import routes
from tests.world import World

_PARAMETER = re.compile(r"\{\w+\}")
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
_NOBODY = str(UUID(int=0))


def _spoilt(path: str, junk: str) -> list[str]:
    """One parameter after the other is junk, and the others could be read."""
    places = list(_PARAMETER.finditer(path))
    return [
        _PARAMETER.sub(_NOBODY, path[: place.start()]) + junk + _PARAMETER.sub(_NOBODY, path[place.end() :])
        for place in places
    ]


@pytest.mark.parametrize("junk", ["x", "-1", "9" * 40, "a b", "%27", "%2F", "%00", "%FF", "١", ".."])
async def test_junk_in_an_address_breaks_no_door_by_any_method(hall: World, junk: str) -> None:
    stranger = await hall.anyone()
    paths = {route.path for route in routes(hall.process.app)}
    broken = []
    for path in sorted(path for one in paths for path in _spoilt(one, junk)):
        for method in _METHODS:
            answer = await stranger.request(method, path)
            if answer.status_code >= 500:
                broken.append(f"{method} {path}: {answer.status_code}")
    assert broken == []
