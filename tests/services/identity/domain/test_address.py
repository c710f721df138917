"""Addresses have one spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stoa.kernel.errors import Invalid
from stoa.services.identity.domain.address import parse_address


@pytest.mark.parametrize(
    ("given_text", "address"),
    [
        (" Ana.Lopez@Example.ORG ", "ana.lopez@example.org"),
        ("ana+course@example.org", "ana+course@example.org"),
        ("josé@bücher.de", "josé@xn--bcher-kva.de"),
        ("<ana@example.org>", "ana@example.org"),
        ("ａｎａ@example.org", "ana@example.org"),
    ],
)
def test_an_address_has_one_spelling(given_text: str, address: str) -> None:
    assert parse_address(given_text) == address


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "ana",
        "ana@",
        "@example.org",
        "a b@example.org",
        "ana@example",
        "ana@-x.org",
        "ana..b@example.org",
        "ana@exa mple.org",
        "a" * 65 + "@example.org",
        "ana@" + "a" * 250 + ".org",
        "ana@1.2.3.4",
        "ana@x.org\nBcc:y",
        "a\u202ena@example.org",
        "ana\u200b@example.org",
    ],
)
def test_what_is_no_address_is_refused_with_its_field(wrong: str) -> None:
    with pytest.raises(Invalid) as refusal:
        parse_address(wrong, "owner")
    assert refusal.value.field == "owner"


@given(st.text())
def test_any_text_is_an_address_or_refused_and_parsing_again_changes_nothing(text: str) -> None:
    try:
        address = parse_address(text)
    except Invalid:
        return
    assert parse_address(address) == address
