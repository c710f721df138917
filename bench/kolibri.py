"""Kolibri as a peer: installed for the occasion in an environment of its own, on loopback, quiet outside.

Kolibri is MIT-licensed. It is never a dependency of Stoa.
"""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx

from stoa.compose.ports import free_port

VERSION = "0.19.5"
_UV = Path(".venv/bin/uv")
_PROVISION = [
    *("manage", "provisiondevice", "--facility", "Bench", "--preset", "formal", "--language_id", "en"),
    *(
        "--superusername",
        "bench",
        "--superuserpassword",
        "bench-on-loopback",
        "--verbosity",
        "0",
        "--noinput",
    ),
]


def install(folder: Path) -> Path:
    """Path of the command, installed into the folder unless it is there."""
    command = folder / "env" / "bin" / "kolibri"
    if not command.exists():
        python = folder / "env"
        subprocess.run([_UV, "venv", "--quiet", "--python", "3.11", python], check=True)
        packages = [f"kolibri=={VERSION}", "setuptools"]
        subprocess.run([_UV, "pip", "install", "--quiet", "--python", python, *packages], check=True)
    return command


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """Its address, while the block lasts."""
    command, port = install(folder), free_port()
    environment = {
        **os.environ,
        "KOLIBRI_HOME": str(folder / "home"),
        "KOLIBRI_LISTEN_ADDRESS": "127.0.0.1",
        "KOLIBRI_ZEROCONF_ENABLED": "false",
        "KOLIBRI_DISABLE_PING": "true",
    }
    log = (folder / "log").open("wb")
    if not (folder / "home" / "db.sqlite3").exists():
        subprocess.run([command, *_PROVISION], env=environment, check=True, stdout=log, stderr=log)
    start = [str(command), "start", "--foreground", "--port", str(port)]
    server = subprocess.Popen(start, env=environment, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address)
        yield address
    finally:
        server.terminate()
        server.wait(30)
        log.close()


def _wait(address: str, patience_s: float = 120) -> None:
    deadline = time.monotonic() + patience_s
    while time.monotonic() < deadline:
        with suppress(httpx.HTTPError):
            if httpx.get(f"{address}/api/public/info/", trust_env=False).status_code == 200:
                return
        time.sleep(0.5)
    raise TimeoutError("Kolibri did not answer")
