"""Small memories for tests."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from uuid import UUID

from stoa.services.localization.adapters.index.drawer import Drawer
from stoa.services.localization.adapters.index.recent import Entry

SCOPE = "tenant"


def entry(number: int, text: str) -> Entry:
    return Entry(UUID(int=number), text, str(number).encode())


def learn(drawer: Drawer, texts: Iterable[str], first: int = 0, scope: str = SCOPE) -> None:
    drawer.learn([(scope, entry(first + number, text)) for number, text in enumerate(texts)], None)


def found(drawer: Drawer, text: str, scopes: Sequence[str] = (SCOPE,), most: int = 3) -> list[int]:
    """Numbers of the units, best first; proven."""
    return [int(record) for _, record in drawer.look_up(scopes, [text], 0.75, most, True)[0]]


def opened(folder: Path, whose: str = "a") -> Drawer:
    return Drawer(folder / whose, whose)
