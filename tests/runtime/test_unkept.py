"""What no column can hold is named, however large what it stands in is."""

from typing import Any

import msgspec
import pytest

from stoa.kernel.errors import Invalid
from stoa.runtime.http.unkept import check_json, check_query, check_texts


def field_of(sent: Any) -> str | None:
    with pytest.raises(Invalid) as found:
        check_texts(sent)
    return found.value.field


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"why": "a\0"}, "why"),
        ({"items": [{"note": ""}, {"note": "\0"}]}, "items[1].note"),
        (["\0"], "[0]"),
        ("\0", "body"),
        ({"a\0": 1}, "body"),
        ({"a\0": []}, "body"),
        ({"first": ["\0"], "second": "\0"}, "first[0]"),
    ],
)
def test_null_sign_is_told_by_its_field(sent: Any, field: str) -> None:
    assert field_of(sent) == field


def test_backslash_before_what_looks_like_a_null_sign_is_none() -> None:
    said = {"path": "C:\\u0000"}
    check_json(msgspec.json.encode(said), said)
    with pytest.raises(Invalid):
        check_json(rb'{"path": "C:\\\u0000"}', {"path": "C:\\\0"})


@pytest.mark.parametrize(
    "said",
    [
        {"k" * 1_000_000: [0] * 480_000, "last": "\0"},
        [[""] * 300_000, "\0"],
        {"a": [[[[[[[[[[0] * 200_000]]]]]]]]], "last": "\0"},
        [{}] * 600_000 + ["\0"],
    ],
)
def test_in_a_large_body_no_field_is_looked_for_without_end(said: Any) -> None:
    with pytest.raises(Invalid) as found:
        check_json(msgspec.json.encode(said), said)
    assert found.value.field == "body"


def test_null_sign_in_the_name_of_a_parameter_is_told_of_the_query() -> None:
    with pytest.raises(Invalid) as found:
        check_query(b"q%00=1")
    assert found.value.field == "query"
    with pytest.raises(Invalid) as found:
        check_query(b"p=1&q=%00")
    assert found.value.field == "q"
