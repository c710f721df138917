"""A school a test, with passwords checked as the platform checks them."""

import msgspec
import pytest

from stoa.runtime.live import subjects
from stoa.services.identity.commands.passwords import Passwords
from stoa.services.identity.service import passwords as with_breached_list
from tests.services.identity.live import Pages
from tests.services.identity.school import School
from tests.world import World


@pytest.fixture(scope="session")
def passwords() -> Passwords:
    return with_breached_list()


@pytest.fixture
async def pages(school: School) -> Pages:
    """With the log that takes what they tell, if no service has made it yet."""
    log = {
        "name": "tel",
        "subjects": [subjects.TOLD, "log.*.>"],
        "subject_transform": {"src": subjects.TOLD, "dest": subjects.LOGGED},
        "storage": "file",
    }
    client = school.world.process.bus.client
    await client.request("$JS.API.STREAM.CREATE.tel", msgspec.json.encode(log))
    return Pages(school)


@pytest.fixture
def school(world: World, passwords: Passwords) -> School:
    return School(world, passwords)
