"""A page hears and tells what is its own, whatever it asks for."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

import msgspec
import pytest

from stoa.compose.engines.nats_jwt import NatsKeys
from stoa.compose.secrets import secrets_of
from stoa.contracts.assessment import ResponseScored
from stoa.kernel.ids import PersonId, SessionId, TenantId, new_id, new_secret_id
from stoa.runtime.live import subjects, tokens
from stoa.runtime.live.passes import LIFETIME, key_of
from stoa.runtime.partitions import Log
from tests.line import Line, head_of
from tests.services.identity.live import Pages
from tests.services.identity.school import School


@dataclass(frozen=True)
class Somebody:
    tenant: TenantId
    person: PersonId
    session: SessionId
    run: UUID

    @classmethod
    def fresh(cls, tenant: TenantId) -> "Somebody":
        return cls(tenant, PersonId(new_id()), SessionId(new_secret_id()), new_id())


def forbidden(own: Somebody, others: list[Somebody]) -> list[str]:
    """Everything that a page may want and must not have, to hear or to tell."""
    wide = [
        ">",
        "*",
        "*.>",
        "*.*.*.*",
        *(f"{root}.>" for root in ("tel", "live", "log", "ask", "evt", "work", "$SYS", "$JS", "_INBOX")),
        *(f"{root}.*" for root in ("tel", "live", "_INBOX")),
        "$JS.API.>",
        "$JS.API.STREAM.PURGE.evt_identity",
        "$JS.API.STREAM.MSG.GET.tel",
        "$JS.API.CONSUMER.CREATE.tel",
        "$JS.ACK.>",
        "$SYS.REQ.USER.INFO",
        "$SYS.REQ.SERVER.PING",
        "$SYS.ACCOUNT.>",
        "$KV.>",
        "_R_.>",
        "_GR_.>",
        "evt.identity.session.ended.v1",
        "work.delivery.publication.requested.v1",
        "log.*.>",
        subjects.for_everyone(0, own.tenant, "calibrations"),
        subjects.ask(0, "registration", new_id()),
        f"live.{own.tenant}.>",
        f"live.{own.tenant}.*.>",
        f"live.{own.tenant}.*.decisions",
        f"live.*.{own.person}.>",
        f"live.{own.tenant}.runs.>",
        f"live.{own.tenant}.runs.*",
        f"tel.{own.tenant}.>",
        f"tel.{own.tenant}.{own.person}.>",
        f"tel.{own.tenant}.{own.person}.*",
        f"tel.*.{own.person}.{own.session}",
        subjects.facts(own.tenant, own.person),
        subjects.told_by_service(own.tenant, str(own.person), ResponseScored),
        f"_INBOX.{own.session}",
        f"_INBOX.*.{own.session}",
    ]
    theirs = [
        subject
        for other in others
        for subject in (
            subjects.actions(other.tenant, other.person, other.session),
            subjects.actions(own.tenant, own.person, other.session),
            subjects.own(other.tenant, other.person),
            subjects.decisions(other.tenant, other.person),
            subjects.run(other.tenant, other.run),
            f"{subjects.inbox(other.session)}.>",
        )
    ]
    return [*wide, *theirs]


async def holes(line: Line, own: Somebody, others: list[Somebody]) -> list[str]:
    """What the server lets it have of what it must not."""
    found = []
    for subject in forbidden(own, others):
        found += [f"hears {subject}"] if await line.subscribe(subject) else []
        found += [f"tells {subject}"] if await line.publish(subject, b"{}") else []
    # What it hears it may not tell, and what it tells it may not hear.
    for subject in (
        f"{subjects.inbox(own.session)}.1",
        subjects.decisions(own.tenant, own.person),
        subjects.run(own.tenant, own.run),
    ):
        found += [f"tells {subject}"] if await line.publish(subject, b"{}") else []
    told = subjects.actions(own.tenant, own.person, own.session)
    return [*found, *([f"hears {told}"] if await line.subscribe(told) else [])]


@pytest.fixture
def own(school: School) -> Somebody:
    return Somebody.fresh(school.world.tenant)


@pytest.fixture
def others(school: School, own: Somebody) -> list[Somebody]:
    """Of the same tenant and of another one."""
    return [Somebody.fresh(own.tenant), Somebody.fresh(school.world.new_tenant())]


@pytest.fixture
def keys(school: School) -> NatsKeys:
    return secrets_of(school.world.process.platform.settings.data).nats


def line_of(pages: Pages, own: Somebody) -> Line:
    passes = pages.school.world.process.given["identity"]["passes"]
    made = passes.issue(own.tenant, own.person, own.session, runs=[own.run], issued_at=datetime.now(UTC))
    return pages.line(made.token)


async def test_nothing_of_others_and_of_the_platform_is_let_through(
    pages: Pages, own: Somebody, others: list[Somebody]
) -> None:
    async with line_of(pages, own) as line:
        assert await holes(line, own, others) == []
        assert line.open


async def test_the_tenant_wide_hole_is_found(
    pages: Pages, keys: NatsKeys, own: Somebody, others: list[Somebody]
) -> None:
    """The same search, with a user whom somebody made with too wide a right."""
    planted = tokens.token(
        signer=keys.pages,
        subject=key_of(own.session),
        name="planted",
        claims={
            "type": "user",
            "version": 2,
            "pub": {"allow": [subjects.actions(own.tenant, own.person, own.session)]},
            "sub": {"allow": [f"live.{own.tenant}.>", f"{subjects.inbox(own.session)}.>"]},
            "subs": 100,
            "data": -1,
            "payload": -1,
            "bearer_token": True,
        },
        issued_at=datetime.now(UTC),
        expires_at=datetime.now(UTC) + LIFETIME,
    )
    async with pages.line(planted) as line:
        found = await holes(line, own, others)
    assert f"hears live.{own.tenant}.>" in found
    assert f"hears {subjects.own(others[0].tenant, others[0].person)}" in found
    assert not [hole for hole in found if hole.startswith("tells")]


async def test_a_page_cannot_point_the_servers_answer_at_the_platform(pages: Pages, own: Somebody) -> None:
    """Whoever is asked answers to the reply subject; the account of pages has none of the platform's."""
    bus = pages.school.world.process.bus
    await pages.school.world.quiet()
    before = await bus.last_sequence("identity")
    overheard: list[str] = []

    async def overhear(message: object) -> None:
        overheard.append(message.subject)  # type: ignore[attr-defined]

    watching = await bus.client.subscribe(f"live.{own.tenant}.>", cb=overhear)
    async with line_of(pages, own) as line:
        told = subjects.actions(own.tenant, own.person, own.session)
        for reply in (
            "evt.identity.session.ended.v1",
            "$JS.API.STREAM.PURGE.evt_identity",
            "log.0.platform.calibrations.x",
            subjects.decisions(own.tenant, PersonId(new_id())),
        ):
            assert await line.publish(told, b"{}", reply=reply)
        last = f"{subjects.inbox(own.session)}.last"
        assert await line.subscribe(last)
        assert await line.publish(told, b"{}", reply=last)
        assert await line.hears(last)
    await bus.client.flush()
    await watching.unsubscribe()
    assert await bus.last_sequence("identity") == before
    assert overheard == []


async def test_what_a_page_has_sent_to_others_is_never_what_the_platform_says(
    pages: Pages, own: Somebody, others: list[Somebody]
) -> None:
    """An acknowledgement reaches whom its reply subject names, and says nothing that its page chose."""
    victim = others[0]
    push = pages.school.world.process.given["identity"]["push"]
    renewal = subjects.renewal(victim.tenant, victim.person)
    async with line_of(pages, own) as attacker, line_of(pages, victim) as line:
        assert await line.subscribe(subjects.own(victim.tenant, victim.person))
        told = subjects.actions(own.tenant, own.person, own.session)
        for head in (None, head_of(Nats_Expected_Last_Msg_Id='{"renew":true}'), head_of(Nats_Msg_Id="renew")):
            assert await attacker.publish(told, b'{"renew":true}', reply=renewal, head=head)
        await push.renew(victim.tenant, victim.person)
        async with asyncio.timeout(30):
            while len(line.heard) < 4:
                await asyncio.sleep(0.005)
    said = [msgspec.json.decode(message) for _, message in line.heard]
    assert [one for one in said if one.get("renew") is True] == [{"renew": True}]
    assert [one.get("stream") for one in said].count("tel") == 3


async def test_nothing_reaches_the_log_in_the_name_of_others(
    pages: Pages, own: Somebody, others: list[Somebody]
) -> None:
    log = Log(pages.school.world.process.bus)
    victim = others[0]
    async with line_of(pages, own) as line:
        told = subjects.actions(own.tenant, own.person, own.session)
        for reply in (
            subjects.actions(victim.tenant, victim.person, victim.session),
            subjects.facts(victim.tenant, victim.person),
            subjects.facts(own.tenant, own.person),
            subjects.told_by_service(own.tenant, str(own.person), ResponseScored),
            f"tel.platform.{own.tenant}.policy",
        ):
            assert await line.publish(told, b"{}", reply=reply)
    for whose in (
        f"{victim.tenant}.{victim.person}.>",
        f"{own.tenant}.{own.person}.platform",
        f"{own.tenant}.{own.person}.{subjects.teller(ResponseScored)}",
        f"platform.{own.tenant}.>",
    ):
        asked = {"last_by_subj": f"log.*.{whose}"}
        assert "error" in await log.api("STREAM.MSG.GET.tel", asked, refused=False)
    asked = {"last_by_subj": f"log.*.{own.tenant}.{own.person}.{own.session}"}
    assert "message" in await log.api("STREAM.MSG.GET.tel", asked, refused=False)


async def test_the_signing_key_makes_no_other_users(
    pages: Pages, keys: NatsKeys, own: Somebody, others: list[Somebody]
) -> None:
    """Rights that are written into a pass itself are not taken; tags as wide as can be give no event."""
    user = {"type": "user", "version": 2, "issuer_account": tokens.public_key(keys.pages)}
    wide = {"pub": {"allow": [">"]}, "sub": {"allow": [">"]}, "subs": -1, "data": -1, "payload": -1}
    tags = {"tags": [f"{name}:{tag}" for name in ("tenant", "person", "session", "run") for tag in "*>"]}
    for claims in ({**user, **wide, "bearer_token": True}, {**user, **tags}):
        token = tokens.token(
            signer=keys.pages_signing,
            subject=key_of(own.session),
            name="forged",
            claims=claims,
            issued_at=datetime.now(UTC),
        )
        async with pages.line(token) as line:
            for subject in (">", "evt.>", "log.>", "$JS.API.>", "$SYS.>"):
                assert not await line.subscribe(subject)
                assert not await line.publish(subject, b"{}")


async def test_a_pass_opens_no_other_door(pages: Pages, own: Somebody) -> None:
    """Not the port of the services, which knows no origin."""
    client = pages.school.world.process.platform.settings.bus.url.removeprefix("nats://")
    host, _, port = client.partition(":")
    passes = pages.school.world.process.given["identity"]["passes"]
    token = passes.issue(own.tenant, own.person, own.session, issued_at=datetime.now(UTC)).token
    assert "Authorization Violation" in await plain_connection(host, int(port), token)


async def plain_connection(host: str, port: int, token: str) -> str:

    reader, writer = await asyncio.open_connection(host, port)
    await reader.readline()
    writer.write(f"CONNECT {msgspec.json.encode({'jwt': token}).decode()}\r\nPING\r\n".encode())
    answer = await reader.readline()
    writer.close()
    return answer.decode()


@pytest.mark.parametrize("size", [64 * 1024 + 1, 200_000])
async def test_a_message_too_large_ends_the_connection(pages: Pages, own: Somebody, size: int) -> None:
    told = subjects.actions(own.tenant, own.person, own.session)
    async with line_of(pages, own) as line:
        assert not await line.publish(told, b"x" * size)
        assert not line.open


async def test_more_subscriptions_than_a_page_has_are_refused(pages: Pages, own: Somebody) -> None:
    async with line_of(pages, own) as line:
        allowed = [await line.subscribe(f"{subjects.inbox(own.session)}.{n}") for n in range(60)]
    assert allowed.count(True) == 40
