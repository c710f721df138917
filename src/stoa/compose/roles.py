"""The database's roles, which a dump of one database leaves out: they belong to the whole server."""

import asyncpg
import msgspec

from stoa.compose.engines.postgresql import APPLICATION
from stoa.runtime.config import Secret


class Membership(msgspec.Struct, frozen=True, kw_only=True):
    role: str
    member: str
    inherits: bool
    sets: bool


class Roles(msgspec.Struct, frozen=True, kw_only=True):
    """names: of the services' roles, which nobody logs in as."""

    names: list[str]
    memberships: list[Membership]


async def read_roles(admin_url: Secret) -> Roles:
    connection = await _connect(admin_url)
    try:
        names = await connection.fetch(
            "SELECT rolname FROM pg_roles WHERE rolname LIKE 'stoa\\_%' AND NOT rolcanlogin ORDER BY rolname"
        )
        memberships = await connection.fetch(
            "SELECT role.rolname AS role, member.rolname AS member, inherit_option AS inherits, "
            "set_option AS sets FROM pg_auth_members "
            "JOIN pg_roles role ON role.oid = roleid "
            "JOIN pg_roles member ON member.oid = pg_auth_members.member "
            "WHERE role.rolname LIKE 'stoa\\_%' AND member.rolname LIKE 'stoa\\_%' "
            "AND (NOT member.rolcanlogin OR member.rolname = $1) ORDER BY 1, 2",
            APPLICATION,
        )
    finally:
        await connection.close()
    return Roles(
        names=[row["rolname"] for row in names],
        memberships=[Membership(**dict(row)) for row in memberships],
    )


async def write_roles(admin_url: Secret, roles: Roles) -> None:
    """Into a server that does not have them yet."""
    connection = await _connect(admin_url)
    try:
        async with connection.transaction():
            for name in roles.names:
                await connection.execute(f"CREATE ROLE {_quoted(name)} NOLOGIN")
            for one in roles.memberships:
                await connection.execute(
                    f"GRANT {_quoted(one.role)} TO {_quoted(one.member)} "
                    f"WITH INHERIT {one.inherits}, SET {one.sets}"
                )
    finally:
        await connection.close()


def _quoted(name: str) -> str:
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


async def _connect(url: Secret) -> "asyncpg.Connection[asyncpg.Record]":
    return await asyncpg.connect(url.reveal().replace("+asyncpg", ""), timeout=5)
