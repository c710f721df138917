"""One address is one person's, also when many register it at once."""

import asyncio

from tests.services.identity.school import School


async def test_an_address_registered_many_times_at_once_is_one_persons_and_named(school: School) -> None:
    administrator = await school.someone("administrator")
    told = {"email": "ana@school.example", "name": "Ana"}
    answers = await asyncio.gather(*(administrator.post("/api/people", json=told) for _ in range(8)))
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 7
    refused = [answer.json() for answer in answers if answer.status_code == 409]
    assert {(one["code"], one["field"]) for one in refused} == {("email.taken", "email")}
