"""PostgreSQL's own dump and restore programs, which come with its wheel."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from stoa.compose.engines.postgresql_install import bundled
from stoa.compose.engines.program import Trouble
from stoa.runtime.config import Secret


async def dump(admin_url: Secret, target: Path) -> None:
    """One consistent moment of the whole database, compressed. Raises Trouble."""
    await _run("pg_dump", ["--format=custom", f"--file={target}"], admin_url)


async def restore_dump(admin_url: Secret, source: Path, *, keep_owner: bool) -> None:
    """All of it or nothing. Raises Trouble."""
    options = ["--single-transaction", "--exit-on-error", *([] if keep_owner else ["--no-owner"])]
    await _run("pg_restore", [*options, str(source)], admin_url)


def owner_in(admin_url: Secret) -> str:
    return unquote(urlsplit(admin_url.reveal()).username or "")


async def _run(program: str, options: Sequence[str], admin_url: Secret) -> None:
    url = urlsplit(admin_url.reveal())
    query = parse_qs(url.query)
    # In the environment: others on the machine can read a command line.
    environment = {
        "PATH": "/usr/bin:/bin",
        "LC_ALL": "C.UTF-8",
        "PGHOST": query.get("host", [url.hostname or "localhost"])[0],
        "PGPORT": query.get("port", [str(url.port or 5432)])[0],
        "PGUSER": unquote(url.username or ""),
        "PGPASSWORD": unquote(url.password or ""),
    }
    process = await asyncio.create_subprocess_exec(
        bundled().program(program),
        f"--dbname={url.path.lstrip('/')}",
        *options,
        env=environment,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        _, said = await process.communicate()
    except asyncio.CancelledError:
        process.kill()
        await process.wait()
        raise
    if process.returncode != 0:
        raise Trouble(f"{program} failed: {said.decode(errors='replace').strip()}")
