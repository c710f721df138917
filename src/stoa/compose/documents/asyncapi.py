"""AsyncAPI 3.0: what is said on the bus, by whom, and who listens."""

from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

import msgspec
import yaml

from stoa.compose.documents.published import events
from stoa.kernel.event import Event, subject, type_name
from stoa.runtime.service import Service

Json = dict[str, Any]

_ABOUT = (
    "Facts of Stoa, one type a channel, stored in one JetStream stream a service. "
    "Delivery is at least once and may be out of order. Subjects that begin with `work` are a service's "
    "word to itself."
)
_HEADERS = {
    "ce-specversion": ("1.0", "Version of CloudEvents."),
    "ce-id": (None, "Of this fact: UUIDv7. The same id is the same fact, whatever brought it."),
    "ce-type": (None, "Type of the event."),
    "ce-source": (None, "The service that tells it, as `/stoa/{service}`."),
    "ce-subject": (None, "Identifier of the thing that it is about."),
    "ce-time": (None, "When it became true, RFC 3339."),
    "ce-tenant": (None, "UUID of the tenant; zeros for facts of the platform itself."),
    "ce-correlation": (None, "The same for everything that one request brought about."),
    "ce-causation": (None, "`ce-id` of the event that brought this one about, if one did."),
    "content-type": ("application/json", "Of the payload."),
    "traceparent": (None, "W3C trace context, if the request was traced."),
}
_SOMETIMES = ("ce-causation", "traceparent")


def asyncapi(services: Sequence[Service]) -> str:
    kinds = events(services)
    _, schemas = msgspec.json.schema_components(kinds, ref_template="#/components/schemas/{name}")
    document = {
        "asyncapi": "3.0.0",
        "info": {"title": "Stoa", "version": version("stoa-lms"), "description": _ABOUT},
        "defaultContentType": "application/json",
        "servers": {"bus": _server()},
        "channels": {type_name(kind): _channel(kind) for kind in kinds},
        "operations": _operations(services),
        "components": {
            "messages": {type_name(kind): _message(kind) for kind in kinds},
            "schemas": {"CloudEventsHeaders": _headers(), **dict(sorted(schemas.items()))},
        },
    }
    return yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=110)


def _server() -> Json:
    return {
        "host": "{address}",
        "protocol": "nats",
        "description": "NATS with JetStream, in JWT mode.",
        "variables": {"address": {"default": "127.0.0.1:4222", "description": "As in `bus.url`."}},
    }


def _channel(kind: type[Event]) -> Json:
    name = type_name(kind)
    return {
        "address": subject(kind),
        "messages": {kind.__name__: {"$ref": f"#/components/messages/{name}"}},
        "bindings": {"nats": {}},
    }


def _operations(services: Sequence[Service]) -> Json:
    operations: Json = {}
    for service in sorted(services, key=lambda one: one.name):
        for kind in sorted(service.emits, key=type_name):
            operations[f"{service.name}.sends.{kind.__name__}"] = _operation("send", kind, service.name)
        for consumer in sorted(service.consumers, key=lambda one: one.name):
            name = f"{service.name}.{consumer.name}"
            operations[name] = _operation("receive", consumer.event, service.name)
    return operations


def _operation(action: str, kind: type[Event], service: str) -> Json:
    channel = f"#/channels/{type_name(kind)}"
    return {
        "action": action,
        "channel": {"$ref": channel},
        "messages": [{"$ref": f"{channel}/messages/{kind.__name__}"}],
        "tags": [{"name": service}],
    }


def _message(kind: type[Event]) -> Json:
    return {
        "name": type_name(kind),
        "title": kind.__name__,
        "contentType": "application/json",
        "headers": {"$ref": "#/components/schemas/CloudEventsHeaders"},
        "payload": {"$ref": f"#/components/schemas/{kind.__name__}"},
    }


def _headers() -> Json:
    """CloudEvents attributes in binary mode, with our extensions. See stoa.kernel.event.Envelope."""
    return {
        "type": "object",
        "properties": {
            name: {"type": "string", "description": about} | ({"const": value} if value else {})
            for name, (value, about) in _HEADERS.items()
        },
        "required": [name for name in _HEADERS if name not in _SOMETIMES],
    }
