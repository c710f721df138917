"""A school a test, with passwords checked as the platform checks them."""

import pytest

from stoa.services.identity.commands.passwords import Passwords
from stoa.services.identity.service import passwords as with_breached_list
from tests.services.identity.school import School
from tests.world import World


@pytest.fixture(scope="session")
def passwords() -> Passwords:
    return with_breached_list()


@pytest.fixture
def school(world: World, passwords: Passwords) -> School:
    return School(world, passwords)
