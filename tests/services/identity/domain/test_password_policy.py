"""Length and lists, no rules of composition."""

from importlib.resources import files

import pytest

from stoa.kernel.errors import Invalid
from stoa.services.identity.domain.password import BreachedList, breached_prefix, check_password

BREACHED = BreachedList(files("stoa.services.identity").joinpath("breached.bin").read_bytes())


def accepted(password: str) -> str:
    return check_password(password, name="Ana López", email="ana.lopez@example.org", breached=BREACHED)


@pytest.mark.parametrize(
    "good", ["quiet lamp river", "correcthorsebatterystaple", "مصباح هادئ", "x" * 500 + "yzäß"]
)
def test_a_long_password_of_any_composition_is_good(good: str) -> None:
    assert accepted(good)


def test_the_same_password_typed_on_another_keyboard_is_the_same() -> None:
    assert accepted("cafe\u0301 lluvioso") == accepted("caf\u00e9 lluvioso")


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        ("short7!", "password.too_short"),
        ("🌧🌧🌧🌧🌧🌧🌧", "password.too_short"),
        ("x" * 1025, "password.too_long"),
        ("ana.lopez@example.org", "password.personal"),
        ("AnaLopez12", "password.personal"),
        ("ana.LÓPEZ!", "password.personal"),
        ("Lopez2024"[:8], "password.personal"),
        ("password", "password.common"),
        ("PASSWORD1", "password.common"),
        ("Dragon2024!", "password.common"),
        ("1234567890", "password.common"),
        ("qwertyuiop", "password.common"),
        ("abababababab", "password.common"),
    ],
)
def test_a_weak_password_is_refused_saying_why(bad: str, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        accepted(bad)
    assert (refusal.value.code, refusal.value.field) == (code, "password")


def test_the_list_finds_its_first_its_last_and_nothing_else() -> None:
    words = ["alpha", "beta", "gamma", "delta"]
    listed = BreachedList(b"".join(sorted(breached_prefix(word) for word in words)))
    assert all(listed.has(word.upper()) for word in words)
    assert not listed.has("omega")
    assert not BreachedList(b"").has("alpha")
