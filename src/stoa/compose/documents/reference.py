"""Reference pages for people: events, doors and commands, as the code has them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
import typer

from stoa.compose.cli import program
from stoa.compose.documents.application import Route, routes, unconnected
from stoa.compose.documents.published import DOCUMENTS, events
from stoa.kernel.event import Event, subject, type_name
from stoa.runtime.service import Service

_WRITTEN = "<!-- Written by `make documents`. Change the code, not this page. -->\n"


def events_page(services: Sequence[Service]) -> str:
    kinds = events(services)
    lines = [
        "# Events",
        "",
        _WRITTEN,
        "One fact each, in the past tense. The attributes around a payload are those of CloudEvents 1.0",
        "and travel as headers. [AsyncAPI](api/asyncapi.yaml) says the same for programs, and a golden",
        "JSON schema for each lies in `src/stoa/contracts/schemas`. A subject that begins with `work` is a",
        "service's word to itself.",
    ]
    for owner in sorted({kind.service for kind in kinds}):
        lines += ["", f"## {owner}"]
        for kind in kinds:
            if kind.service == owner:
                lines += _event(kind, services)
    lines += ["", "## Documents", "", "Too large for an event; an event names their key and checksum.", ""]
    lines += [f"- `{name}`: {_about(kind)}" for name, kind in sorted(DOCUMENTS.items())]
    return "\n".join(lines) + "\n"


def _event(kind: type[Event], services: Sequence[Service]) -> list[str]:
    heard = [
        f"{service.name} (`{consumer.name}`)"
        for service in sorted(services, key=lambda one: one.name)
        for consumer in service.consumers
        if type_name(consumer.event) == type_name(kind)
    ]
    if kind.learner_field:
        heard.append(f"the log of the live loop, that of its `{kind.learner_field}`")
    fields = ", ".join(f"`{field.name}`" for field in msgspec.structs.fields(kind))
    lines = ["", f"### {kind.__name__}", "", f"`{subject(kind)}`", ""]
    if _about(kind):
        lines += [_about(kind), ""]
    return [*lines, f"- Fields: {fields}", f"- Heard by: {', '.join(heard) or 'nobody yet'}"]


def _about(kind: type) -> str:
    """Its own docstring, on one line."""
    return " ".join((vars(kind).get("__doc__") or "").split())


def routes_page(services: Sequence[Service]) -> str:
    found = routes(unconnected(services))
    lines = [
        "# Doors",
        "",
        _WRITTEN,
        "Every address that Stoa answers, and who may pass. Things of another tenant, or that somebody",
        "may not know of, are answered as if they were not there. [OpenAPI](api/openapi.json) describes",
        "the doors for programs in full; pages are for people.",
    ]
    for owner in sorted({route.owner for route in found}):
        for words, page in (("pages", True), ("for programs", False)):
            chosen = [route for route in found if route.owner == owner and route.page is page]
            if chosen:
                lines += ["", f"## {owner}, {words}", "", *_table(chosen)]
    return "\n".join(lines) + "\n"


def _table(found: Iterable[Route]) -> list[str]:
    rows = [
        f"| `{route.method} {route.path}` | {_who(route)} | {route.about.replace('|', '/')} |"
        for route in found
    ]
    return ["| door | who | |", "|---|---|---|", *rows]


def _who(route: Route) -> str:
    if route.access.anyone:
        return "anyone"
    return ", ".join(route.roles) or "signed in"


def cli_page() -> str:
    lines = [
        "# Commands",
        "",
        _WRITTEN,
        "Each also explains itself with `--help`. Commands read `stoa.toml` in the data folder and the",
        "environment, so what is set in the environment for `stoa up` has to be set for the others too;",
        "see [Configuration](configuration.md). In a clone the program is `.venv/bin/stoa`.",
    ]
    for name, command in _commands(typer.main.get_command(program()), ("stoa",)):
        lines += ["", f"## `{name}`", "", " ".join((command.help or "").split())]
        options = [_option(option) for option in command.params if option.name != "help"]
        lines += ["", *options] if options else []
    return "\n".join(lines) + "\n"


def _commands(group: Any, place: tuple[str, ...]) -> Iterable[tuple[str, Any]]:
    """Every command, also of groups in groups, by its words on the command line."""
    commands: Mapping[str, Any] = group.commands
    for name in sorted(commands):
        here = (*place, name)
        if hasattr(commands[name], "commands"):
            yield from _commands(commands[name], here)
        else:
            yield " ".join(here), commands[name]


def _option(option: Any) -> str:
    if option.param_type_name == "argument":
        name, help_text = f"`{option.name.upper()}`", getattr(option, "help", None)
    else:
        name = " or ".join(f"`{one}`" for one in (*option.opts, *option.secondary_opts))
        help_text = option.help
    about = f": {help_text}" if help_text else ""
    default = "" if option.default in (None, "") or option.required else f" (default: `{option.default}`)"
    return f"- {name}{about}{default}"
