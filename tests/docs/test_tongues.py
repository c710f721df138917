"""Texts of the interface are in the language they claim."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

CATALOGS = Path("src/stoa/web/locale")
ARABIC = re.compile(r"[\u0600-\u06ff]")
WORD = re.compile(r"[a-z]{2}")
FILLED_IN = re.compile(r"%\(\w+\)s|\{\w+\}|`[^`]*`")


def forms(text: object) -> list[str]:
    return [str(form) for form in text] if isinstance(text, list | tuple) else [str(text)]


def in_another_script(message: Message) -> bool:
    """Whether it says a word of ours in no letter of its own."""
    says = any(WORD.search(FILLED_IN.sub("", form)) for form in forms(message.id))
    return says and not all(ARABIC.search(form) for form in forms(message.string))


@pytest.fixture
def arabic() -> Catalog:
    with (CATALOGS / "ar" / "messages.po").open("rb") as file:
        return read_po(file)


def test_every_arabic_text_has_arabic_letters(arabic: Catalog) -> None:
    assert [message.id for message in arabic if message.id and in_another_script(message)] == []


def test_a_spanish_text_among_them_is_found_out() -> None:
    assert in_another_script(Message("%(count)s words", "%(count)s palabras"))
    assert not in_another_script(Message("%(count)s words", "%(count)s كلمات"))
    assert not in_another_script(Message("HTML", "HTML"))
