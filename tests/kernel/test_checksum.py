"""Equal things have equal checksums, other things have others."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from stoa.kernel.checksum import checksum, checksum_of

_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(st.binary())
def test_checksum_is_sha256_in_lower_case_hexadecimal(data: bytes) -> None:
    assert checksum(data) == hashlib.sha256(data).hexdigest()


def test_checksum_of_nothing_is_the_known_one() -> None:
    assert checksum(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@given(st.dictionaries(st.text(), _VALUES, min_size=2))
def test_order_of_keys_makes_no_difference(value: dict[str, object]) -> None:
    backwards = dict(reversed(value.items()))
    assert checksum_of(backwards) == checksum_of(value)


@given(st.lists(_VALUES), st.lists(_VALUES))
def test_other_values_have_other_checksums(one: list[object], other: list[object]) -> None:
    # Compared as text, since Python takes True for 1 and JSON does not.
    assert (checksum_of(one) == checksum_of(other)) == (repr(_sorted(one)) == repr(_sorted(other)))


def _sorted(value: object) -> object:
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value)}
    return [_sorted(one) for one in value] if isinstance(value, list) else value
