"""Sources for tests: where the real ones lie, a small folder of our own, and how they are sent."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from stoa.services.content.adapters.archives.folders import pack_folder
from tests.world import Someone, World

REPOSITORY = Path(__file__).parents[3]
SHARED = REPOSITORY.parent / "shared"
DEMONSTRATION = REPOSITORY / "src/stoa/web/demonstration/light-and-colour"

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)

COURSE = """\
format: stoa-course/1
id: tiny
title: Tiny
description: Two minutes on mirrors.
locale: en
licence: CC-BY-4.0
authors: [{name: The Stoa authors}]
skills: {reflection: Say where a mirror sends light}
"""

TEXT = """\
---
title: What a mirror does
skills: [reflection]
minutes: 2
---
Light leaves a mirror at the angle at which it arrived.

![A dot.](../media/dot.png "A dot")
"""

ITEMS = """\
title: Check yourself
minutes: 3
skills: [reflection]
pass_share: 0.5
items:
  - id: equal
    kind: true_false
    prompt: The two angles are equal.
    answer: true
"""

TINY: Mapping[str, str | bytes] = {
    "course.yaml": COURSE,
    "01-mirrors/block.yaml": "title: Mirrors\nid: mirrors-block\n",
    "01-mirrors/01-mirror.md": TEXT,
    "01-mirrors/02-check.items.yaml": ITEMS,
    "media/dot.png": PNG,
}


def packed(files: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def packed_folder(folder: Path, target: Path) -> bytes:
    pack_folder(folder, target)
    return target.read_bytes()


async def send(editor: Someone, source: bytes, name: str = "course.zip", course: str = "") -> str:
    """Starts an import; returns its id."""
    answer = await editor.post("/api/imports", files={"file": (name, source)}, data={"course": course})
    assert answer.status_code == 202, answer.text
    return str(answer.json()["import_id"])


async def imported(world: World, editor: Someone, source: bytes, name: str = "course.zip") -> dict[str, Any]:
    """The import when it is over."""
    about = await send(editor, source, name)
    await world.quiet(120)
    return dict((await editor.get(f"/api/imports/{about}")).json())


async def report_of(editor: Someone, about: str) -> list[dict[str, Any]]:
    """Every element, through all pages."""
    elements: list[dict[str, Any]] = []
    after: int | None = -1
    while after is not None:
        page = (await editor.get(f"/api/imports/{about}/elements", params={"after": after})).json()
        elements += page["elements"]
        after = page["next"]
    return elements


async def tiny_course(world: World, editor: Someone) -> UUID:
    return UUID((await imported(world, editor, packed(TINY)))["course"])
