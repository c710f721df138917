"""What counts as personal data in a text that leaves this machine."""

import pytest

from stoa.services.localization.domain.providers.personal import personal


def found(text: str) -> list[str]:
    return [text[start:stop] for start, stop in personal(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Write to ada.l+x@maths.example.org.", ["ada.l+x@maths.example.org"]),
        ("Call +34 600 123 456 or (555) 123-4567.", ["+34 600 123 456", "(555) 123-4567"]),
        ("Ring 030 1234 5678 today", ["030 1234 5678"]),
        ("Pay to DE89 3704 0044 0532 0130 00 now", ["DE89 3704 0044 0532 0130 00"]),
        ("Card 4111 1111 1111 1111.", ["4111 1111 1111 1111"]),
        ("From 192.168.10.4", ["192.168.10.4"]),
        ("See https://ann:secret@host.example/a?token=abc123", ["ann:secret", "abc123"]),
        ("Ask @ada_l about it", ["@ada_l"]),
        ("Dr. Ada Lovelace and Sra. García came", ["Ada Lovelace", "García"]),
        ("Hello Ana, welcome", ["Ana"]),
        ("Hola José María: bienvenido", ["José María"]),
    ],
)
def test_personal_data_is_found(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "In 1998 there were 1,234,567 people, 3.14 of 100 % or 2.5 million.",
        "On 2026-03-01 at 12:30, pages 100-200.",
        "The isotope 14C, 0.25 mol, 1/2, 6.022e23.",
        "Hello world",
        "Version 1.2.3 of chapter 10.",
        "Dear reader, read on",
    ],
)
def test_numbers_and_words_of_a_course_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_name_that_stands_alone_is_not_found() -> None:
    assert found("Ada Lovelace wrote it") == []
