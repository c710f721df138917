"""Names, roles, destinations, devices, groups, invitations."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from stoa.contracts.identity import Role as ContractRole
from stoa.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from stoa.kernel.ids import PersonId
from stoa.services.identity.domain.destination import local_path
from stoa.services.identity.domain.device import Device, parse_device
from stoa.services.identity.domain.group import group_key, parse_group_name
from stoa.services.identity.domain.invitation import (
    LIFETIME,
    Invitation,
    check_usable,
    invitation_token,
    parse_invitation_token,
)
from stoa.services.identity.domain.person import name_key, parse_name, parse_time_zone
from stoa.services.identity.domain.role import Role, check_administrators_left, check_grant, parse_roles


def test_the_roles_are_those_of_the_contract() -> None:
    assert [role.value for role in Role] == [role.value for role in ContractRole]


def test_only_an_administrator_grants_roles() -> None:
    check_grant(["administrator"], Role)
    for role in set(Role) - {Role.ADMINISTRATOR}:
        with pytest.raises(Forbidden):
            check_grant([role], [Role.LEARNER])


def test_roles_are_read_in_any_order_and_unknown_ones_named() -> None:
    assert parse_roles(["Editor", " learner "]) == (Role.LEARNER, Role.EDITOR)
    with pytest.raises(Invalid) as refusal:
        parse_roles(["wizard"])
    assert refusal.value.data["given"] == "wizard"
    with pytest.raises(Invalid):
        parse_roles([])


def test_the_last_administrator_stays() -> None:
    check_administrators_left(1)
    with pytest.raises(Conflict):
        check_administrators_left(0)


@pytest.mark.parametrize(
    "name", ["Ana", "Ana  María López", "محمد علي", "李小龍", "O’Neil-Smith 3rd", "نیم\u200cفاصله"]
)
def test_names_of_any_script_are_taken(name: str) -> None:
    assert parse_name(f" {name} ")


@pytest.mark.parametrize("name", ["", " ", "...", "x" * 201, "a\u202eb", "a\x07b", "a\ufeffb"])
def test_names_that_hide_or_turn_text_are_refused(name: str) -> None:
    with pytest.raises(Invalid):
        parse_name(name)


def test_a_time_zone_is_one_that_exists() -> None:
    assert parse_time_zone("Africa/Cairo") == "Africa/Cairo"
    with pytest.raises(Invalid):
        parse_time_zone("Mars/Olympus")


def test_a_name_is_found_without_its_accents() -> None:
    assert name_key("Ana LÓPEZ") == "ana lopez"


@pytest.mark.parametrize("path", ["/", "/courses/1?page=2#top", "/sign-in?next=/x"])
def test_a_path_of_this_origin_is_kept(path: str) -> None:
    assert local_path(path) == path


@pytest.mark.parametrize(
    "away",
    [
        None,
        "",
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "\\/evil",
        "javascript:alert(1)",
        "/\t/evil.example",
        " /x",
        "/a\nb",
        "/" + "x" * 3000,
        "evil",
    ],
)
def test_a_way_to_elsewhere_leads_home(away: str | None) -> None:
    assert local_path(away) == "/"


def test_a_destination_in_any_script_can_stand_in_a_header() -> None:
    assert local_path("/catalogue?q=ضوء&a=%20") == "/catalogue?q=%D8%B6%D9%88%D8%A1&a=%20"
    assert local_path("/\u202ex\ud800") == "/%E2%80%AEx?"


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            Device("Firefox", "Linux"),
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 "
            "Safari/537.36 Edg/140.0",
            Device("Edge", "Windows"),
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 Version/19.0 Safari/604",
            Device("Safari", "iPhone"),
        ),
        (None, Device()),
        ("curl/8", Device()),
    ],
)
def test_a_device_is_named_coarsely(agent: str | None, device: Device) -> None:
    assert parse_device(agent) == device


def test_groups_of_the_same_look_are_the_same() -> None:
    assert group_key(parse_group_name("  Class  7A ")) == group_key("class 7a")
    with pytest.raises(Invalid):
        parse_group_name(" ")


def test_an_invitation_is_good_once_and_for_a_while() -> None:
    made = datetime(2026, 3, 1, tzinfo=UTC)
    name, secret = UUID(int=9), "s" * 40
    found, secret_sum = parse_invitation_token(invitation_token(name, secret))
    assert found == name
    fresh = Invitation(id=name, person=PersonId(UUID(int=1)), secret_sum=secret_sum, created_at=made)
    assert check_usable(fresh, secret_sum, made) is fresh
    used = Invitation(id=name, person=fresh.person, secret_sum=secret_sum, created_at=made, used_at=made)
    for wrong in [(None, secret_sum, made), (fresh, b"?", made), (fresh, secret_sum, made + LIFETIME)]:
        with pytest.raises(NotFound):
            check_usable(*wrong)
    with pytest.raises(NotFound):
        check_usable(used, secret_sum, made)
    with pytest.raises(NotFound):
        parse_invitation_token("nonsense")
