"""Documents that are written from the code say what the code says, and hold together."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from stoa.compose.documents.application import routes, unconnected
from stoa.compose.documents.published import events
from stoa.compose.documents.written import outdated, write
from stoa.compose.registry import SERVICES
from stoa.kernel.event import subject
from tests.docs.reading import lost_references

_ROOT = Path(__file__).parents[2]
_API = _ROOT / "docs" / "api"


@pytest.fixture(scope="module")
def openapi() -> Any:
    return json.loads((_API / "openapi.json").read_text())


@pytest.fixture(scope="module")
def asyncapi() -> Any:
    return yaml.safe_load((_API / "asyncapi.yaml").read_text())


def test_written_documents_are_up_to_date() -> None:
    """Python orders sets differently in every process, so this also finds a document that follows one."""
    stale = [str(path) for path in outdated(SERVICES, _ROOT)]
    assert stale == [], "run `make documents` and look at what it changed"


def test_document_that_somebody_edited_is_found_out(tmp_path: Path) -> None:
    assert write(SERVICES, tmp_path) == []
    edited = tmp_path / "docs/events.md"
    edited.write_text(edited.read_text() + "and more")
    shutil.rmtree(tmp_path / "docs/api")
    assert {path.name for path in outdated(SERVICES, tmp_path)} == {
        "events.md",
        "openapi.json",
        "asyncapi.yaml",
    }


def test_every_reference_within_openapi_leads_somewhere(openapi: Any) -> None:
    assert lost_references(openapi) == []


def test_every_reference_within_asyncapi_leads_somewhere(asyncapi: Any) -> None:
    assert lost_references(asyncapi) == []


def test_reference_to_nothing_is_found_out() -> None:
    assert lost_references({"a": [{"$ref": "#/b/c"}], "b": {"d": {}}}) == ["#/b/c"]


def test_every_event_is_a_channel(asyncapi: Any) -> None:
    addresses = {channel["address"] for channel in asyncapi["channels"].values()}
    assert addresses == {subject(kind) for kind in events(SERVICES)}


def test_every_consumer_is_an_operation_that_receives(asyncapi: Any) -> None:
    receiving = {name for name, one in asyncapi["operations"].items() if one["action"] == "receive"}
    assert receiving == {f"{one.name}.{consumer.name}" for one in SERVICES for consumer in one.consumers}


def test_every_door_is_listed_with_who_may_pass() -> None:
    listed = (_ROOT / "docs/routes.md").read_text()
    found = routes(unconnected(SERVICES))
    assert [r for r in found if f"| `{r.method} {r.path}` |" not in listed] == []


def test_every_write_for_programs_takes_a_once_key(openapi: Any) -> None:
    without = [
        f"{method} {path}"
        for path, operations in openapi["paths"].items()
        for method, operation in operations.items()
        if method != "get" and {"$ref": "#/components/parameters/OnceKey"} not in operation["parameters"]
    ]
    assert without == []


def test_every_body_says_that_it_takes_nothing_else(openapi: Any) -> None:
    bodies = {
        content["schema"].get("$ref")
        for operations in openapi["paths"].values()
        for operation in operations.values()
        for kind, content in operation.get("requestBody", {}).get("content", {}).items()
        if kind == "application/json"
    }
    schemas = openapi["components"]["schemas"]
    loose = [
        ref
        for ref in bodies
        if ref and schemas[ref.rpartition("/")[2]].get("additionalProperties") is not False
    ]
    assert len(bodies) > 50
    assert loose == []


def test_no_page_stands_among_the_doors_for_programs(openapi: Any) -> None:
    pages = {(route.path, route.method.lower()) for route in routes(unconnected(SERVICES)) if route.page}
    assert {(path, m) for path, operations in openapi["paths"].items() for m in operations} & pages == set()
