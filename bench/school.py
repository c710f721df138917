"""Learners with open attempts, as the other services' facts make them; for benches."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import msgspec

from stoa.compose.operator import operating
from stoa.contracts.assessment import ResponseScored
from stoa.contracts.content import (
    CourseDocument,
    Item,
    ItemSet,
    ItemSetObject,
    NumericItem,
    Pattern,
    RevisionPublished,
    ShortTextItem,
    TrueFalseItem,
)
from stoa.contracts.tracking import LearnerEnrolled
from stoa.kernel.checksum import checksum
from stoa.kernel.clock import utc_now
from stoa.kernel.event import Envelope, Event, encode, subject, type_name
from stoa.kernel.ids import EventId, PersonId, SessionId, TenantId, new_id
from stoa.runtime.auth import TokenSigner
from stoa.runtime.bus import Bus, stream_name
from stoa.runtime.caller import Caller
from stoa.runtime.config import Settings
from stoa.runtime.objects import Objects
from stoa.services.identity.commands.tenants import create_tenant

LEARNERS = 400
ITEMS = 180


@dataclass(slots=True)
class Paper:
    """A learner's open attempt. token: to be sent as bearer."""

    attempt: UUID
    token: str
    learner: PersonId
    registration: UUID


@dataclass(slots=True)
class School:
    """fact: an event's bytes as text, of the usual size. acknowledged: responses answered with 201."""

    tenant: TenantId
    course: UUID
    quiz: UUID
    items: Sequence[Item]
    papers: list[Paper]
    fact: str
    acknowledged: int = 0

    def responses(self, host: str) -> Iterator[bytes]:
        """Requests, each the first response of a learner to an item; learners in turn."""
        for item in self.items:
            for paper in self.papers:
                yield response_to(item, paper, host)


def response_to(item: Item, paper: Paper, host: str) -> bytes:
    """The request of it."""
    body = msgspec.json.encode({"item": item.id, "given": _right(item), "think_time_s": 4.2})
    head = (
        f"POST /api/attempts/{paper.attempt}/responses HTTP/1.1\r\nHost: {host}\r\n"
        f"Authorization: Bearer {paper.token}\r\nIdempotency-Key: {new_id()}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def _right(item: Item) -> Any:
    if isinstance(item, NumericItem):
        return "25,0"
    return "Refraction" if isinstance(item, ShortTextItem) else True


def _items() -> list[Item]:
    kinds: list[Item] = []
    for number in range(ITEMS // 3):
        common: dict[str, Any] = {"key": f"q{number}", "prompt": "<p>Well?</p>", "skills": ["light"]}
        kinds += [
            NumericItem(id=new_id(), value=25, tolerance=0.5, **common),
            ShortTextItem(id=new_id(), patterns=[Pattern(text="refraction")], **common),
            TrueFalseItem(id=new_id(), answer=True, **common),
        ]
    return kinds


@asynccontextmanager
async def open_school(settings: Settings, learners: int = LEARNERS) -> AsyncIterator[School]:
    """The platform must be running. A course is published and delivered; learners begin."""
    async with operating(settings) as operator:
        tenant = await create_tenant(operator.databases["identity"], name="Bench")
        bus = await Bus.connect(settings.bus, "bench")
        items, set_id, course = _items(), new_id(), new_id()
        await _publish(bus, settings, tenant, course, set_id, items)
        people = [(PersonId(new_id()), new_id()) for _ in range(learners)]
        for learner, registration in people:
            enrolled = LearnerEnrolled(registration=registration, run=course, course=course, learner=learner)
            await _tell(bus, tenant, enrolled)
        papers = await _begin(settings, tenant, set_id, people)
        yield School(tenant, course, set_id, items, papers, _fact())
        await bus.close()


async def _publish(
    bus: Bus, settings: Settings, tenant: TenantId, course: UUID, set_id: UUID, items: list[Item]
) -> None:
    asked = ItemSet(items=items, pages=[[item.id for item in items]])
    quiz = ItemSetObject(id=set_id, key="quiz", title="Quiz", item_set=asked)
    document = CourseDocument(course=course, revision=1, locale="en", title="Bench", objects=[quiz])
    data = msgspec.json.encode(document)
    key = f"{tenant}/documents/{checksum(data)}"
    await Objects(settings.objects).private.put(key, data, "application/json")
    published = RevisionPublished(
        course=course,
        revision=1,
        locale="en",
        title="Bench",
        document_key=key,
        document_checksum=checksum(data),
        publication=new_id(),
    )
    await _tell(bus, tenant, published)


async def _tell(bus: Bus, tenant: TenantId, fact: Event) -> None:
    envelope = Envelope(
        id=EventId(new_id()),
        type=type_name(type(fact)),
        source=f"/stoa/{fact.service}",
        subject=fact.about(),
        time=utc_now(),
        tenant=tenant,
        correlation="bench",
        data=encode(fact),
    )
    await bus.stream.publish(
        subject(type(fact)), envelope.data, stream=stream_name(fact.service), headers=envelope.headers()
    )


async def _begin(
    settings: Settings, tenant: TenantId, set_id: UUID, people: list[tuple[PersonId, UUID]]
) -> list[Paper]:
    tokens = TokenSigner(settings.web.token_key)
    papers = []
    async with httpx.AsyncClient(base_url=settings.web.app_origin, trust_env=False, timeout=30) as client:
        for learner, registration in people:
            caller = Caller(
                tenant=tenant, person=learner, session=SessionId(new_id()), roles=frozenset({"learner"})
            )
            token = tokens.sign(caller, timedelta(hours=1))
            attempt = await _attempt(client, token, registration, set_id)
            papers.append(Paper(attempt, token, learner, registration))
    return papers


async def _attempt(client: httpx.AsyncClient, token: str, registration: UUID, set_id: UUID) -> UUID:
    """Waits until the facts have arrived."""
    for _ in range(300):
        answer = await client.post(
            "/api/attempts",
            json={"registration": str(registration), "item_set": str(set_id)},
            headers={"authorization": f"Bearer {token}", "idempotency-key": str(new_id())},
        )
        if answer.status_code == 201:
            return UUID(answer.json()["attempt"])
        if answer.status_code not in (404, 503):
            break
        await asyncio.sleep(0.2)
    raise RuntimeError(answer.text)


def _fact() -> str:
    scored = ResponseScored(
        response=new_id(),
        attempt=new_id(),
        registration=new_id(),
        course=new_id(),
        item_set=new_id(),
        item=new_id(),
        learner=new_id(),
        skills=["light"],
        raw=1,
        maximum=1,
        scaled=1,
        hints_used=0,
        tries=1,
        think_time_s=4.2,
        at=utc_now(),
    )
    return encode(scored).decode()
