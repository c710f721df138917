"""Identity: who somebody is, in which tenant, with which roles, and that it is really them."""

from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from stoa.contracts.identity import (
    ConsentChosen,
    GroupChanged,
    PersonDeactivated,
    PersonReactivated,
    PersonRegistered,
    RolesChanged,
    SessionEnded,
    TenantCreated,
    WardsChanged,
)
from stoa.runtime.live.passes import passes_of
from stoa.runtime.live.push import Push
from stoa.runtime.live.warden import Warden
from stoa.runtime.names import Names
from stoa.runtime.service import Job, Nav, Platform, Service, Stream
from stoa.services.identity import consumers, http, jobs, pages, stream, tables
from stoa.services.identity.commands.passwords import Passwords
from stoa.services.identity.domain.password import BreachedList


def passwords() -> Passwords:
    """With the list of breached passwords that comes with the package."""
    return Passwords(BreachedList(files("stoa.services.identity").joinpath("breached.bin").read_bytes()))


def _provide(platform: Platform) -> Mapping[str, Any]:
    live = platform.settings.live
    return {
        "passwords": passwords(),
        "passes": passes_of(live),
        "warden": Warden(live.authority, platform.settings.bus.url),
        "push": Push(platform.bus),
        "listening": platform.listening,
        "names": Names(platform.bus.client),
    }


SERVICE = Service(
    name="identity",
    metadata=tables.METADATA,
    migrations="stoa.services.identity",
    doors=[
        pages.SessionPages,
        pages.InvitationPages,
        pages.Account,
        pages.LearningData,
        pages.PeoplePages,
        pages.WardPages,
        pages.ImportPages,
        pages.GroupPages,
        http.Names,
        http.People,
        http.Wards,
        http.Groups,
        http.Tokens,
        http.Keys,
        http.Live,
        http.ConsentDoor,
    ],
    consumers=[
        consumers.on_session_ended,
        consumers.on_roles_changed,
        consumers.on_run_scheduled,
        consumers.on_flood_noticed,
        consumers.on_consent_chosen,
    ],
    jobs=[Job("sweep", every_s=3600, run=jobs.sweep)],
    streams=[Stream("passes", run=stream.take_passes_back), Stream("names", run=stream.answer_names)],
    emits=[
        TenantCreated,
        PersonRegistered,
        PersonDeactivated,
        PersonReactivated,
        RolesChanged,
        GroupChanged,
        WardsChanged,
        SessionEnded,
        ConsentChosen,
    ],
    nav=[
        Nav(label="People", href="/admin/people", icon="users", roles=("administrator",), order=80),
        Nav(
            label="Groups",
            href="/admin/groups",
            icon="user-round",
            roles=("administrator", "manager"),
            order=81,
        ),
    ],
    provide=_provide,
)
