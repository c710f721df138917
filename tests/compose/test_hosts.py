"""Tenants by the name of their host, through the edge."""

from pathlib import Path

import httpx
import pytest

from stoa.compose.choices import Choices, EdgeChoice, read_choices
from stoa.compose.engines.program import Trouble
from stoa.compose.origins import Origins, origins_of
from stoa.compose.ports import Ports
from stoa.compose.settings import unsaid
from tests.compose.conftest import OTHER, SCHOOL, House


def carrying(answer: httpx.Response) -> dict[str, str]:
    """The header of a browser that keeps what it was given, wherever it goes."""
    return {"Cookie": "; ".join(f"{name}={value}" for name, value in answer.cookies.items())}


@pytest.mark.parametrize("host", ["localhost", SCHOOL, OTHER])
async def test_every_host_shows_its_own_tenant(house: House, host: str) -> None:
    async with house.client(host) as client:
        answer = await client.get("/sign-in", headers={"Accept": "text/html"})
    assert answer.status_code == 200
    assert f"At {host}" in answer.text


async def test_any_other_host_is_led_to_the_application(house: House) -> None:
    async with house.client("elsewhere.localhost") as client:
        answer = await client.get("/sign-in?next=/x")
    assert answer.status_code == 308
    assert answer.headers["location"] == f"http://localhost:{house.port}/sign-in?next=/x"


async def test_a_session_of_one_tenant_is_refused_at_another(house: House) -> None:
    async with house.client(SCHOOL) as at_school, house.client(OTHER) as elsewhere:
        signed_in = await house.sign_in(at_school)
        assert signed_in.status_code == 303
        kept = carrying(signed_in)
        assert {"stoa_access", "stoa_session"} <= set(signed_in.cookies)
        assert not [line for line in signed_in.headers.get_list("set-cookie") if "domain" in line.lower()]
        here = await at_school.get("/api/people", headers=kept)
        assert here.status_code == 200
        there = await elsewhere.get("/api/people", headers=kept)
        assert (there.status_code, there.json()["code"]) == (401, "token.elsewhere")
        renewed = await elsewhere.get("/session/refresh?next=/", headers=kept | {"Accept": "text/html"})
        assert renewed.status_code == 303
        assert not renewed.cookies.get("stoa_access")


async def test_links_to_send_name_the_host_of_their_tenant(house: House) -> None:
    async with house.client(SCHOOL) as client:
        kept = carrying(await house.sign_in(client))
        people = (await client.get("/api/people", headers=kept)).json()
        person = people["items"][0]["id"]
        link = await client.post(f"/api/people/{person}/invitation", headers=kept)
    assert link.json()["url"].startswith(f"http://{SCHOOL}:{house.port}/invite/")


def origins(folder: Path, chosen: EdgeChoice) -> Origins:
    return origins_of(chosen, Ports(folder, choosing=True, say=unsaid))


def test_hosts_are_read_from_the_file_and_from_the_environment(tmp_path: Path) -> None:
    (tmp_path / "stoa.toml").write_text('[edge]\nhosts = ["a.example", "B.example"]\n')
    assert read_choices(tmp_path, {}).edge.hosts == ("a.example", "B.example")
    chosen = read_choices(tmp_path, {"STOA_EDGE_HOSTS": " c.example, d.example,"})
    assert chosen.edge.hosts == ("c.example", "d.example")
    assert read_choices(tmp_path, {"STOA_EDGE_HOSTS": ""}).edge.hosts == Choices().edge.hosts == ()


def test_a_host_is_listened_to_once(tmp_path: Path) -> None:
    chosen = EdgeChoice(hosts=("B.example", "localhost", "b.example"))
    assert origins(tmp_path, chosen).hosts == ("b.example",)


@pytest.mark.parametrize("host", ["http://b.example", "b.example:8080", "*.example", "127.0.0.1", ""])
def test_what_is_no_host_of_the_application_stops_the_start(tmp_path: Path, host: str) -> None:
    with pytest.raises(Trouble, match=r"edge\.hosts"):
        origins(tmp_path, EdgeChoice(hosts=(host,)))
