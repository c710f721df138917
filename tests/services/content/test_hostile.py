"""Archives made to harm are refused for under two seconds of work, with the reason in words."""

import time
from contextlib import closing
from pathlib import Path

import pytest

from stoa.kernel.errors import Refusal
from stoa.runtime import words
from stoa.services.content.adapters.archives import open_archive
from stoa.services.content.service import CONNECTORS
from tests.services.content.hostile import HOSTILE
from tests.services.content.samples import TINY, imported, packed
from tests.world import World


def refusal(path: Path) -> Refusal:
    with pytest.raises(Refusal) as caught:
        read(path)
    return caught.value


def read(path: Path) -> str:
    with closing(open_archive(path, path.name)) as archive:
        return next(each for each in CONNECTORS if each.recognises(archive)).origin(archive)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_archive_is_refused_quickly_and_in_words(name: str, tmp_path: Path) -> None:
    make, code = HOSTILE[name]
    path = tmp_path / "hostile.zip"
    path.write_bytes(make())
    started = time.thread_time()
    refused = refusal(path)
    assert time.thread_time() - started < 2
    assert refused.code == code
    assert words.explain(refused, "en") != words.explain(Refusal("content.unheard_of"), "en")


async def test_an_editor_reads_why_an_archive_was_refused(world: World) -> None:
    editor = await world.someone("editor")
    for name in ("overlap", "symlink", "billion laughs"):
        make, code = HOSTILE[name]
        done = await imported(world, editor, make(), "hostile.zip")
        assert (done["state"], done["code"], done["course"]) == ("refused", code, None)


def test_a_harmless_archive_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "course.zip"
    path.write_bytes(packed(TINY))
    assert open_archive(path, "course.zip").names() == sorted(TINY)
