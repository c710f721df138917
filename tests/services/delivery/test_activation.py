"""Activation and roll-back: one swap, counted, and nobody overwrites what they have not seen."""

import asyncio
from uuid import UUID

import pytest

from stoa.contracts.delivery import ManifestActivated
from stoa.kernel.ids import new_id
from tests.services.delivery.courses import Draft, publish, small_course
from tests.world import Someone, World


async def two_versions(world: World) -> Draft:
    draft = small_course("<p>First</p>")
    await publish(world, draft)
    second = draft.with_text("<p>Second</p>")
    await publish(world, second)
    return second


async def activate(
    someone: Someone, course: UUID, version: int, expected: int
) -> tuple[int, dict[str, object]]:
    body = {"locale": "en", "version": version, "expected": expected}
    answer = await someone.post(f"/api/courses/{course}/activations", json=body)
    return answer.status_code, answer.json()


async def test_an_earlier_version_is_activated_again(world: World) -> None:
    course = (await two_versions(world)).document.course
    editor = await world.someone("editor")
    status, done = await activate(editor, course, version=1, expected=2)
    assert (status, done["version"], done["activation"], done["was"]) == (201, 1, 3, 2)
    await world.quiet()
    facts = world.events(ManifestActivated)
    assert [(fact.version, fact.activation) for fact in facts] == [(1, 1), (2, 2), (1, 3)]
    assert (facts[2].key, facts[2].checksum, facts[2].tag) == (facts[0].key, facts[0].checksum, facts[0].tag)


async def test_of_two_who_saw_the_same_one_is_too_late(world: World) -> None:
    course = (await two_versions(world)).document.course
    editors = [await world.someone("editor") for _ in range(8)]
    outcomes = await asyncio.gather(*(activate(editor, course, 1, 2) for editor in editors))
    assert sorted(status for status, _ in outcomes) == [201] + [409] * 7
    assert {said["code"] for status, said in outcomes if status == 409} == {"activation.moved"}


@pytest.mark.parametrize(
    ("version", "expected", "status", "code"),
    [(9, 2, 404, "version.missing"), (1, 1, 409, "activation.moved"), (2, 2, 409, "activation.same")],
)
async def test_activation_that_cannot_be_is_refused_by_its_name(
    world: World, version: int, expected: int, status: int, code: str
) -> None:
    course = (await two_versions(world)).document.course
    found, said = await activate(await world.someone("editor"), course, version, expected)
    assert (found, said["code"]) == (status, code)


async def test_the_same_request_twice_is_one_activation(world: World) -> None:
    course = (await two_versions(world)).document.course
    editor = await world.someone("editor")
    body = {"locale": "en", "version": 1, "expected": 2}
    key = {"idempotency-key": str(new_id())}
    first = await editor.post(f"/api/courses/{course}/activations", json=body, headers=key)
    again = await editor.post(f"/api/courses/{course}/activations", json=body, headers=key)
    assert first.json() == again.json()
    assert again.headers["idempotency-replayed"] == "true"


async def test_the_manifest_is_not_sent_twice(world: World) -> None:
    course = (await two_versions(world)).document.course
    instructor = await world.someone("instructor")
    first = await instructor.get(f"/api/courses/{course}/manifest?locale=en")
    same = await instructor.get(
        f"/api/courses/{course}/manifest?locale=en", headers={"if-none-match": first.headers["etag"]}
    )
    assert (first.status_code, same.status_code, same.content) == (200, 304, b"")
    assert first.headers["etag"] == f'"{first.json()["tag"]}"'
    await activate(await world.someone("editor"), course, 1, 2)
    other = await instructor.get(
        f"/api/courses/{course}/manifest?locale=en", headers={"if-none-match": first.headers["etag"]}
    )
    assert (other.status_code, other.json()["version"]) == (200, 1)


async def test_versions_are_listed_page_by_page(world: World) -> None:
    course = (await two_versions(world)).document.course
    editor = await world.someone("editor")
    first = (await editor.get(f"/api/courses/{course}/versions?size=1")).json()
    second = (await editor.get(f"/api/courses/{course}/versions?size=1&cursor={first['next']}")).json()
    assert [(one["version"], one["active"]) for one in first["versions"] + second["versions"]] == [
        (2, True),
        (1, False),
    ]
    assert (first["activations"], second["next"]) == ({"en": 2}, None)
    assert (await editor.get(f"/api/courses/{course}/versions?cursor=zzz")).status_code == 422


@pytest.mark.parametrize(
    ("role", "path", "status"),
    [
        ("learner", "/api/courses/{course}/manifest?locale=en", 403),
        ("learner", "/api/courses/{course}/versions", 403),
        ("instructor", "/editor/courses/{course}/versions", 403),
        ("translator", "/api/courses/{course}/versions", 403),
    ],
)
async def test_who_makes_no_courses_is_kept_out(world: World, role: str, path: str, status: int) -> None:
    course = (await two_versions(world)).document.course
    someone = await world.someone(role)
    assert (await someone.get(path.format(course=course))).status_code == status


async def test_an_instructor_activates_nothing(world: World) -> None:
    course = (await two_versions(world)).document.course
    assert (await activate(await world.someone("instructor"), course, 1, 2))[0] == 403


async def test_another_tenant_sees_nothing(world: World) -> None:
    course = (await two_versions(world)).document.course
    stranger = await world.someone("editor", "administrator", tenant=world.new_tenant())
    assert (await stranger.get(f"/api/courses/{course}/manifest?locale=en")).status_code == 404
    assert (await stranger.get(f"/api/courses/{course}/versions")).json()["versions"] == []
    assert (await activate(stranger, course, 1, 2))[0] == 404


async def test_what_is_missing_in_an_address_is_named(world: World) -> None:
    editor = await world.someone("editor")
    answer = await editor.get(f"/api/courses/{new_id()}/manifest")
    assert (answer.status_code, answer.json()["field"]) == (422, "locale")
