"""Files of forms on their way in: they go to disk as they arrive."""

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from anyio import open_file

from stoa.kernel.errors import Invalid
from stoa.runtime.http.form import Typed

_PIECE = 1 << 20


@asynccontextmanager
async def received(form: Typed, name: str) -> AsyncIterator[tuple[Path, str]]:
    """The file of a form, on disk, and the name its sender gives it. Raises Invalid without one."""
    given = form.file(name)
    if given is None:
        raise Invalid("file.missing", field=name)
    with tempfile.TemporaryDirectory(prefix="stoa-upload-") as folder:
        path = Path(folder) / "received"
        async with await open_file(path, "wb") as file:
            while piece := await given.read(_PIECE):
                await file.write(piece)
        await given.close()
        yield path, given.filename
