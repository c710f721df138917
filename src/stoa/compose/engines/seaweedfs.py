"""SeaweedFS: objects over S3. `assets` is what readers are given, `private` is for services only."""

import asyncio
import os
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import msgspec
from obstore.exceptions import BaseError
from obstore.store import S3Store

from stoa.compose.engines.probe import status_of
from stoa.compose.engines.program import Launch, Sign, Signs, Stopping, Trouble, Waiting, installed
from stoa.runtime.config import ObjectSettings, Secret

INNER_DOORS = ("master", "volume", "filer", "s3")
"""Each has one port for HTTP and one for gRPC, all on loopback. Services use `s3` only."""
ADMIN_DISTANCE = 10_000
"""Whoever works for the `admin` door looks for its gRPC port this far above the other, and nowhere else."""

_PROBE = ".writable"
_SIGNS = Signs(
    own=(
        Sign("no free volumes left", "The disk is too full for new objects. Free some space."),
        Sign("no writable volumes", "The disk is too full for new objects. Free some space."),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeaweedConfig:
    """doors: HTTP port of each inner door; `<door>_grpc` is its gRPC port.
    inner_key: signs the tokens without which the filer and the volume server give and take nothing."""

    folder: Path
    objects: ObjectSettings
    inner_key: Secret
    doors: Mapping[str, int]


class SeaweedFS:
    name = "seaweedfs"
    # It ends in a second, unless a connection between its parts was opened and never used: for that one it
    # waits half a minute. Its doors are closed by then and what it acknowledged is written: we do not wait.
    stopping = Stopping(timeout_s=4)
    waiting = Waiting()

    def __init__(self, config: SeaweedConfig) -> None:
        self._config = config
        self.ports: Mapping[str, int] = {"s3": config.doors["s3"]}

    async def prepare(self) -> Launch:
        folder = self._config.folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        # It remembers the options of its first start, among them ports that may have changed since.
        (folder / "mini.options").unlink(missing_ok=True)
        identities = folder / "identities.json"
        identities.touch(mode=0o600)
        identities.write_bytes(self._identities())
        return Launch(
            command=[installed("weed"), "-logtostderr", "mini", *self._options(identities)],
            environment=self._environment(),
            folder=folder,
        )

    async def ready(self) -> bool:
        return await status_of(f"http://127.0.0.1:{self._config.doors['s3']}/healthz") == 200

    async def settle(self) -> None:
        """The S3 door opens a moment before the volumes behind it take objects: wait for that moment."""
        for bucket in (self._config.objects.assets_bucket, self._config.objects.private_bucket):
            await self._until_writable(bucket)

    def explain(self, log: str) -> str | None:
        return _SIGNS.explain(log)

    async def _until_writable(self, bucket: str) -> None:
        """A try that comes too early is answered after 5 s, a new one at once: so tries begin short."""
        latest = time.monotonic() + self.waiting.timeout_s
        timeout_s = 0.4
        while True:
            store = object_store(self._config.objects, bucket, timeout_s)
            try:
                # Not empty, since an empty object needs no volume. Volumes that take objects also give them.
                await store.put_async(_PROBE, secrets.token_bytes(4096))
                await (await store.get_async(_PROBE)).bytes_async()
                await store.delete_async(_PROBE)
            except (BaseError, OSError) as error:
                if time.monotonic() > latest:
                    words = _SIGNS.explain(str(error)) or str(error)
                    raise Trouble(f"SeaweedFS takes no objects into the bucket {bucket}. {words}") from error
            else:
                return
            await asyncio.sleep(0.1)
            timeout_s = min(timeout_s * 1.3, 5.0)

    def _options(self, identities: Path) -> list[str]:
        objects, doors = self._config.objects, self._config.doors
        ports = [f"-{door}.port={doors[door]}" for door in INNER_DOORS]
        ports += [f"-{door}.port.grpc={doors[f'{door}_grpc']}" for door in INNER_DOORS]
        ports += [f"-admin.port={doors['admin']}", f"-admin.port.grpc={doors['admin'] + ADMIN_DISTANCE}"]
        return [
            f"-dir={self._config.folder}",
            "-ip=127.0.0.1",
            "-ip.bind=127.0.0.1",
            *ports,
            f"-bucket={objects.assets_bucket},{objects.private_bucket}",
            f"-s3.config={identities}",
            "-s3.autoCreateBucket=false",
            # What is not used is closed. S3 itself stays open: this closes the pages of the other doors.
            "-disableHttp",
            # `mini` alone resumes its election log. Then the volumes can ask a moment before a leader is
            # known, and wait 5 to 15 s. What matters is told anew by the volumes themselves.
            "-master.resumeState=false",
            "-webdav=false",
            "-admin.ui=false",
            "-s3.iam=false",
            "-s3.port.iceberg=0",
            "-s3.port.lance=0",
            # It would report to its makers once a day.
            "-master.telemetry=false",
            "-volume.preStopSeconds=0",
        ]

    def _environment(self) -> dict[str, str]:
        inner_key = self._config.inner_key.reveal()
        doors = (
            "WEED_JWT_SIGNING",
            "WEED_JWT_SIGNING_READ",
            "WEED_JWT_FILER_SIGNING",
            "WEED_JWT_FILER_SIGNING_READ",
        )
        keys = {f"{door}_KEY": inner_key for door in doors}
        return {"PATH": os.defpath, "HOME": str(self._config.folder), **keys}

    def _identities(self) -> bytes:
        objects = self._config.objects
        credentials = {"accessKey": objects.access_key, "secretKey": objects.secret_key.reveal()}
        everything = ["Admin", "Read", "List", "Tagging", "Write"]
        services = {"name": "services", "credentials": [credentials], "actions": everything}
        # Anybody may read an object of `assets` whose name they know; nobody may list or write.
        anybody = {"name": "anonymous", "actions": [f"Read:{objects.assets_bucket}"]}
        return msgspec.json.encode({"identities": [services, anybody]})


def object_store(objects: ObjectSettings, bucket: str, timeout_s: float = 30.0) -> S3Store:
    """One quick try: whoever probes wants to see the first failure."""
    return S3Store(
        bucket,
        endpoint=objects.endpoint,
        access_key_id=objects.access_key,
        secret_access_key=objects.secret_key.reveal(),
        region=objects.region,
        virtual_hosted_style_request=False,
        client_options={"allow_http": True, "timeout": timedelta(seconds=timeout_s)},
        retry_config={"max_retries": 0, "retry_timeout": timedelta(seconds=timeout_s)},
    )
