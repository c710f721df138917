"""Identifiers sort by the time they were made; those that must be secret do not."""

from itertools import pairwise

from stoa.kernel.ids import EVERY_TENANT, new_id, new_secret_id


def test_ids_made_later_sort_later() -> None:
    made = [new_id() for _ in range(2_000)]
    assert all(before < after for before, after in pairwise(made))
    assert sorted(made, key=str) == made


def test_id_is_a_version_7_uuid() -> None:
    one = new_id()
    assert (one.version, one.variant) == (7, "specified in RFC 4122")


def test_secret_id_tells_no_time() -> None:
    made = [new_secret_id() for _ in range(100)]
    assert {one.version for one in made} == {4}
    assert len({one.bytes[:6] for one in made}) == 100


def test_platform_is_a_tenant_that_no_id_can_be() -> None:
    assert EVERY_TENANT.int == 0
    assert new_id() > EVERY_TENANT
