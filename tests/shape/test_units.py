"""Commands open units of work, one at a time, and call nobody from within."""

from tests.shape.planted import planted
from tests.shape.source import Source
from tests.shape.units import (
    calls_from_within,
    commands_without_work,
    nested,
    opened_by_strangers,
)


def test_units_of_work_are_opened_by_commands_only(code: list[Source]) -> None:
    assert opened_by_strangers(code) == []


def test_no_transaction_is_opened_inside_another(code: list[Source]) -> None:
    assert nested(code) == []


def test_nobody_is_called_from_within_a_unit_of_work(code: list[Source]) -> None:
    assert calls_from_within(code) == []


def test_every_command_leads_to_a_unit_of_work(code: list[Source]) -> None:
    assert commands_without_work(code) == []


def test_unit_of_work_in_a_door_is_found_out() -> None:
    fault = """
        async def buy(db, caller):
            async with db.work(caller) as work:
                await store.save(work)
    """
    assert opened_by_strangers(planted("services/shop/http.py", fault)) == [
        "services/shop/http.py:3 opens a unit of work"
    ]
    assert opened_by_strangers(planted("services/shop/commands.py", fault)) == []


def test_nested_transaction_is_found_out() -> None:
    fault = """
        async def buy(db, caller):
            async with db.work(caller) as work:
                async with db.read(caller) as read:
                    await store.load(read)
    """
    assert nested(planted("services/shop/commands.py", fault)) == [
        "services/shop/commands.py:4 is opened inside another"
    ]


def test_call_from_within_a_unit_of_work_is_found_out() -> None:
    fault = """
        async def buy(db, objects, caller):
            data = await objects.private.get("before")
            async with db.work(caller) as work:
                await objects.private.put("within", data)
                await sleep(1)
    """
    assert calls_from_within(planted("services/shop/commands.py", fault)) == [
        "services/shop/commands.py:5 waits for objects inside a unit of work",
        "services/shop/commands.py:6 waits for sleep inside a unit of work",
    ]


def test_command_without_a_unit_of_work_is_found_out() -> None:
    fault = """
        async def buy(db, caller):
            async with db.read(caller) as read:
                return await store.load(read)

        async def buy_all(db, caller):
            await buy(db, caller)
    """
    assert commands_without_work(planted("services/shop/commands/buying.py", fault)) == [
        "services/shop/commands/buying.py:2 buy neither opens a unit of work nor calls a command"
    ]
