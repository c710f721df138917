"""PostgreSQL with pgvector: the truth of every service."""

import asyncio
import hashlib
import os
import shutil
import signal
import stat
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import asyncpg

from stoa.compose.engines.postgresql_install import Installation, account_for_server, serving
from stoa.compose.engines.program import Account, Launch, Sign, Signs, Stopping, Trouble, Waiting
from stoa.runtime.config import Secret

OWNER = "stoa_owner"
APPLICATION = "stoa_app"
DATABASE = "stoa"
MAJOR = "18"

# PostgreSQL stays in its own folder and names it so: it can then work below folders that its account may not
# enter, such as root's home, and neither the length of the path nor its spaces matter.
_HERE = "/proc/self/cwd"

_CONFIGURATION = """\
# Written at every start. What should differ goes into stoa.toml.
listen_addresses = '{listen}'
port = {port}
unix_socket_directories = '.'
password_encryption = 'scram-sha-256'
max_connections = 100
shared_buffers = '{shared_buffers}'
effective_cache_size = '1GB'
maintenance_work_mem = '64MB'
work_mem = '8MB'
# Queries are short: compiling them costs more than it saves.
jit = off
random_page_cost = 1.1
# A course comes in at once; until PostgreSQL has looked at its rows it plans blindly.
autovacuum_naptime = '10s'
wal_compression = on
max_wal_size = '2GB'
checkpoint_timeout = '15min'
# What was acknowledged is on the disk.
fsync = {durable}
full_page_writes = {durable}
synchronous_commit = on
# A transaction that nobody goes on with would hold back the outbox, which reads below the oldest open one.
idle_in_transaction_session_timeout = '60s'
timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'
log_line_prefix = '%m [%p] %q%u '
log_checkpoints = off
"""

_SIGNS = Signs(
    own=(
        Sign(
            "could not bind ipv4",
            "Another program uses its port. Choose another: postgres.tcp_port in stoa.toml.",
        ),
        Sign("could not locate a valid checkpoint record", "Its files are damaged. Restore the last backup."),
        Sign("pre-existing shared memory block", "An earlier PostgreSQL is still ending. It is tried again."),
        Sign("database files are incompatible", "Its files were made by another version of PostgreSQL."),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PostgresConfig:
    """durable: False gives up safety against a power cut, for tests that throw the data away."""

    folder: Path
    owner_password: Secret
    application_password: Secret
    tcp_port: int | None = None
    account: str | None = None
    durable: bool = True

    @property
    def port(self) -> int:
        """Of the socket too, whose name holds it."""
        return self.tcp_port or 5432


class PostgreSQL:
    name = "postgresql"
    # A fast shutdown: open transactions are rolled back, the data is left clean.
    stopping = Stopping(signal=signal.SIGINT, timeout_s=30)
    waiting = Waiting(timeout_s=60)

    def __init__(self, config: PostgresConfig) -> None:
        self._config = config
        self.ports: Mapping[str, int] = {} if config.tcp_port is None else {"postgresql": config.tcp_port}

    async def prepare(self) -> Launch:
        account = account_for_server(self._config.account)
        installation = serving(account)
        folder = self._config.folder
        if not folder.exists():
            await asyncio.to_thread(self._initialise, installation, account)
        _refuse_other_version(folder)
        _forget_stale_lock(folder)
        self._write(account, "postgresql.conf", self._configuration())
        self._write(
            account, "pg_hba.conf", "local all all scram-sha-256\nhost all all 127.0.0.1/32 scram-sha-256\n"
        )
        return Launch(
            command=[installation.program("postgres"), "-D", _HERE],
            environment=_ENVIRONMENT,
            folder=folder,
            account=account,
        )

    async def ready(self) -> bool:
        try:
            connection = await self._connect("postgres")
        except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InternalClientError):
            return False
        await connection.close()
        return True

    async def settle(self) -> None:
        """The database, the application's login, pgvector."""
        connection = await self._connect("postgres")
        try:
            await connection.execute(_application_role(self._config.application_password))
            if not await connection.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", DATABASE):
                await connection.execute(f"CREATE DATABASE {DATABASE}")
                await connection.execute(f"REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC")
                await connection.execute(f"GRANT CONNECT ON DATABASE {DATABASE} TO {APPLICATION}")
        finally:
            await connection.close()
        connection = await self._connect(DATABASE)
        try:
            await connection.execute("CREATE EXTENSION IF NOT EXISTS vector")
        finally:
            await connection.close()

    def explain(self, log: str) -> str | None:
        return _SIGNS.explain(log)

    async def _connect(self, database: str) -> "asyncpg.Connection[asyncpg.Record]":
        return await asyncpg.connect(
            host=str(client_folder(self._config.folder)),
            port=self._config.port,
            user=OWNER,
            password=self._config.owner_password.reveal(),
            database=database,
            timeout=2,
        )

    def _configuration(self) -> str:
        config = self._config
        return _CONFIGURATION.format(
            listen="" if config.tcp_port is None else "127.0.0.1",
            port=config.port,
            durable="on" if config.durable else "off",
            shared_buffers="256MB" if config.durable else "64MB",
        )

    def _write(self, account: Account | None, name: str, text: str) -> None:
        path = self._config.folder / name
        path.write_text(text)
        if account is not None:
            os.chown(path, account.uid, account.gid)

    def _initialise(self, installation: Installation, account: Account | None) -> None:
        """Make the cluster beside its place and move it there whole: a start cut short leaves no half."""
        making = self._config.folder.with_name(self._config.folder.name + ".making")
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(mode=0o700, parents=True)
        if account is not None:
            os.chown(making, account.uid, account.gid)
        _initdb(installation, account, making, self._config)
        making.rename(self._config.folder)


_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def _initdb(
    installation: Installation, account: Account | None, folder: Path, config: PostgresConfig
) -> None:
    # The password goes through memory, so that no file ever holds it for others to read.
    password = os.memfd_create("password")
    os.write(password, config.owner_password.reveal().encode())
    command = [installation.program("initdb"), "-D", _HERE, "-U", OWNER, f"--pwfile=/proc/self/fd/{password}"]
    command += ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8"]
    command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions"]
    try:
        done = subprocess.run(
            command + ([] if config.durable else ["--no-sync"]),
            cwd=folder,
            env=_ENVIRONMENT,
            pass_fds=[password],
            capture_output=True,
            text=True,
            check=False,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
        )
    except OSError as error:
        raise Trouble(f"PostgreSQL could not be set up: {error}") from error
    finally:
        os.close(password)
    if done.returncode != 0:
        said = (done.stderr or done.stdout).strip()
        raise Trouble(f"PostgreSQL could not be set up. {_SIGNS.explain(said) or said.splitlines()[-1:]}")


def _application_role(password: Secret) -> str:
    """The login has no rights of its own: it enters a service's role for each transaction."""
    return f"""
        DO $$ BEGIN
          IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{APPLICATION}') THEN
            CREATE ROLE {APPLICATION} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT NOBYPASSRLS
              PASSWORD '{password.reveal()}';
          END IF;
        END $$"""


def _refuse_other_version(folder: Path) -> None:
    version = (folder / "PG_VERSION").read_text().strip()
    if version != MAJOR:
        raise Trouble(
            f"The data was made by PostgreSQL {version} and this is {MAJOR}. "
            "Make a backup with the Stoa that made it, then restore it into an empty data folder."
        )


def _forget_stale_lock(folder: Path) -> None:
    """After a crash the lock may name a number that another process has by now; no start then."""
    lock = folder / "postmaster.pid"
    try:
        program = Path(f"/proc/{int(lock.read_text().split()[0])}/exe").readlink()
    except FileNotFoundError:
        lock.unlink(missing_ok=True)
        return
    except (IndexError, ValueError, PermissionError):
        return
    if program.name != "postgres":
        lock.unlink(missing_ok=True)


def client_folder(folder: Path) -> Path:
    """The folder that clients name as host. Socket paths end at 107 bytes: a deep one gets a short name."""
    if len(os.fsencode(folder / ".s.PGSQL.65535")) <= 100:
        return folder
    home = Path(tempfile.gettempdir()) / f"stoa-{os.geteuid()}"
    home.mkdir(mode=0o700, exist_ok=True)
    state = home.lstat()
    if not stat.S_ISDIR(state.st_mode) or state.st_uid != os.geteuid() or state.st_mode & 0o077:
        raise Trouble(
            f"{home} belongs to somebody else or is open to others. Remove it, or use a shorter data folder."
        )
    name = home / hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
    if not name.is_symlink():
        name.symlink_to(folder)
    return name
