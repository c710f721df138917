"""Objects in S3: immutable, written once, verified whenever they are read."""

from collections.abc import AsyncIterator
from datetime import timedelta
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any

from anyio import open_file, to_thread
from obstore import put_async
from obstore.exceptions import AlreadyExistsError, BaseError
from obstore.exceptions import NotFoundError as MissingError
from obstore.store import S3Store

from stoa.kernel.checksum import Checksum, checksum
from stoa.kernel.errors import Conflict, Defect, NotFound, Unavailable
from stoa.runtime.config import ObjectSettings

_PIECE = 4 * 1024 * 1024
_PIECES_AT_ONCE = 2
_LARGE = 16 * 1024 * 1024


class Bucket:
    """A bucket whose objects never change."""

    def __init__(self, settings: ObjectSettings, name: str) -> None:
        self.name = name
        self._store = S3Store(
            name,
            endpoint=settings.endpoint,
            region=settings.region,
            access_key_id=settings.access_key,
            secret_access_key=settings.secret_key.reveal(),
            virtual_hosted_style_request=False,
            client_options={"allow_http": True, "timeout": timedelta(seconds=60)},
            retry_config={"max_retries": 3, "retry_timeout": timedelta(seconds=10)},
        )

    async def put(self, key: str, data: bytes, media_type: str = "application/octet-stream") -> Checksum:
        """Writes once. The same bytes again is fine; raises Conflict for other bytes under the key."""
        return await self._create(key, data, media_type, checksum(data))

    async def put_file(self, key: str, path: Path, media_type: str = "application/octet-stream") -> Checksum:
        """As `put`. A large file goes piece by piece and need not fit in memory.

        Of two who write a large file at the same moment the later would win: its key names its bytes, or has
        one writer.
        """
        if (await to_thread.run_sync(path.stat)).st_size < _LARGE:
            return await self.put(key, await to_thread.run_sync(path.read_bytes), media_type)
        digest = await to_thread.run_sync(_checksum_of_file, path)
        if await self.exists(key):
            await self._compare(key, digest)
            return digest
        attributes: Any = {"Content-Type": media_type}
        try:
            await put_async(self._store, key, path, attributes=attributes, max_concurrency=_PIECES_AT_ONCE)
        except BaseError as error:
            raise Unavailable("objects.unavailable") from error
        return digest

    async def get(self, key: str, expected: str | None = None) -> bytes:
        """Raises NotFound, Unavailable, and Defect when the bytes are not those expected."""
        try:
            data = bytes(await (await self._store.get_async(key)).bytes_async())
        except (MissingError, FileNotFoundError) as error:
            raise NotFound("object.missing", key=key) from error
        except BaseError as error:
            raise Unavailable("objects.unavailable") from error
        if expected is not None and checksum(data) != expected:
            raise Defect("object.corrupt", key=key, expected=expected)
        return data

    async def get_file(self, key: str, path: Path, expected: str) -> None:
        """As `get`, into a file, a piece at a time, for what need not fit in memory."""
        async with await open_file(path, "wb") as file:
            async for piece in self._pieces(key, expected):
                await file.write(piece)

    async def verify(self, key: str, expected: str) -> None:
        """As `get`, a piece at a time, keeping nothing."""
        async for _ in self._pieces(key, expected):
            pass

    async def _pieces(self, key: str, expected: str) -> AsyncIterator[bytes]:
        """All of the object, before the last word on whether it was what is expected."""
        digest = sha256()
        try:
            async for piece in (await self._store.get_async(key)).stream(min_chunk_size=_PIECE):
                digest.update(piece)
                yield bytes(piece)
        except (MissingError, FileNotFoundError) as error:
            raise NotFound("object.missing", key=key) from error
        except BaseError as error:
            raise Unavailable("objects.unavailable") from error
        if digest.hexdigest() != expected:
            raise Defect("object.corrupt", key=key, expected=expected)

    async def size(self, key: str) -> int | None:
        """Bytes of the object, None when there is none."""
        try:
            return int((await self._store.head_async(key))["size"])
        except (MissingError, FileNotFoundError):
            return None
        except BaseError as error:
            raise Unavailable("objects.unavailable") from error

    async def exists(self, key: str) -> bool:
        return await self.size(key) is not None

    async def delete(self, key: str) -> None:
        """No error when there is none."""
        try:
            await self._store.delete_async(key)
        except (MissingError, FileNotFoundError):
            return
        except BaseError as error:
            raise Unavailable("objects.unavailable") from error

    async def keys(self, prefix: str = "") -> AsyncIterator[str]:
        async for batch in self._store.list(prefix or None):
            for found in batch:
                yield found["path"]

    async def _create(self, key: str, data: bytes, media_type: str, digest: Checksum) -> Checksum:
        attributes: Any = {"Content-Type": media_type}
        try:
            await put_async(self._store, key, data, attributes=attributes, mode="create")
        except (AlreadyExistsError, FileExistsError):
            await self._compare(key, digest)
        except BaseError as error:
            raise Unavailable("objects.unavailable") from error
        return digest

    async def _compare(self, key: str, digest: Checksum) -> None:
        """With what lies there already. Raises Conflict."""
        try:
            await self.verify(key, digest)
        except Defect as other:
            raise Conflict("object.exists", key=key) from other


def _checksum_of_file(path: Path) -> Checksum:
    with path.open("rb") as file:
        return Checksum(file_digest(file, sha256).hexdigest())


class Objects:
    """assets: what the edge serves. private: what only services read."""

    def __init__(self, settings: ObjectSettings) -> None:
        self.assets = Bucket(settings, settings.assets_bucket)
        self.private = Bucket(settings, settings.private_bucket)

    async def answer(self) -> bool:
        """Whether the store answers."""
        try:
            await self.private.exists("health")
        except Unavailable:
            return False
        return True
