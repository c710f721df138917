"""Names say what a thing is; every service is cut the same way."""

from pathlib import Path

from tests.shape.names import (
    misnamed_migrations,
    missing_in_services,
    nameless_tests,
    names_that_say_nothing,
    python_in_web,
    strangers_in_services,
)
from tests.shape.planted import planted
from tests.shape.source import SRC, Source


def test_no_name_says_nothing(code: list[Source], tests: list[Source]) -> None:
    assert names_that_say_nothing([*code, *tests]) == []


def test_every_service_has_the_same_parts(code: list[Source]) -> None:
    assert strangers_in_services(code) == []


def test_no_service_lacks_a_part(code: list[Source]) -> None:
    assert missing_in_services(code) == []


def test_every_migration_is_named_by_service_and_number(code: list[Source]) -> None:
    assert misnamed_migrations(code) == []


def test_web_holds_no_python() -> None:
    assert python_in_web(SRC / "web") == []


def test_every_test_tells_a_fact(tests: list[Source]) -> None:
    assert nameless_tests(tests) == []


def test_empty_names_are_found_out() -> None:
    faults = names_that_say_nothing(planted("runtime/db/retry_helpers.py", "class StreamManager: ..."))
    assert faults == [
        "runtime/db/retry_helpers.py is called retry_helpers",
        "runtime/db/retry_helpers.py:1 is called StreamManager",
    ]


def test_stranger_in_a_service_is_found_out() -> None:
    assert strangers_in_services(planted("services/shop/models.py", "")) == ["shop/models"]


def test_service_without_domain_is_found_out() -> None:
    assert "shop has no domain" in missing_in_services(planted("services/shop/service.py", ""))


def test_migration_with_a_wrong_revision_is_found_out() -> None:
    fault = planted("services/shop/migrations/0002_prices.py", 'revision = "shop_0001"')
    assert misnamed_migrations(fault) == [
        'services/shop/migrations/0002_prices.py should read revision = "shop_0002"'
    ]


def test_python_in_web_is_found_out(tmp_path: Path) -> None:
    (tmp_path / "page.py").touch()
    assert python_in_web(tmp_path) == [str(tmp_path / "page.py")]


def test_nameless_test_is_found_out() -> None:
    fault = planted("services/test_shop.py", "def test_price(): ...\ndef test_price_is_never_negative(): ...")
    assert nameless_tests(fault) == ["services/test_shop.py:1 test_price"]
