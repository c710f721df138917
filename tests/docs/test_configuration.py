"""Every setting is described where people look for it, with the default that the code has."""

from pathlib import Path
from typing import Any

import msgspec

from stoa.compose.choices import Choices, environment_names
from tests.docs.reading import settings_in

_PAGE = Path(__file__).parents[2] / "docs" / "configuration.md"


def _settings() -> dict[str, tuple[str, str]]:
    """Variable → its place in the file and its default, as the code has them."""
    return {name: (".".join(place), _words(_default(place))) for name, place in environment_names().items()}


def _default(place: tuple[str, ...]) -> Any:
    value: Any = Choices()
    for step in place:
        value = getattr(value, step)
    return value


def _words(value: Any) -> str:
    return "" if value is None else f"`{msgspec.json.encode(value).decode()}`"


def test_every_setting_is_described_with_its_default() -> None:
    assert settings_in(_PAGE.read_text()) == _settings()


def test_setting_described_wrongly_is_found_out() -> None:
    described = settings_in("| `STOA_PROCESSES_WEB` | `processes.web` | `7` | How many. |\n")
    assert described == {"STOA_PROCESSES_WEB": ("processes.web", "`7`")}
    assert described["STOA_PROCESSES_WEB"] != _settings()["STOA_PROCESSES_WEB"]
