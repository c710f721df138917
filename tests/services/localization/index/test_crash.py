"""Whatever a crash or a bad disk leaves behind is whole, or not believed."""

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.services.localization.index.shelving import found, learn, opened

WRITER = """
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tests.services.localization.index.shelving import SCOPE, entry, opened
drawer = opened(Path(sys.argv[1]))
start = datetime(2026, 1, 1, tzinfo=UTC)
first = int((drawer.until - start).total_seconds()) if drawer.until else 0
while True:
    until = start + timedelta(seconds=first + 50)
    units = [entry(n, f"The sentence {n * 7919} of them") for n in range(first, first + 50)]
    drawer.learn([(SCOPE, unit) for unit in units], until)
    drawer.forget([entry(first + 3, "").unit])
    drawer.settle()
    first += 50
    print(first, flush=True)
"""


def test_killed_writer_leaves_all_that_it_said_was_there(tmp_path: Path) -> None:
    """Killed again and again at moments of chance; each goes on from what the one before left."""
    said = 0
    for turn in range(6):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE)
        assert writer.stdout
        while int(writer.stdout.readline()) < said + 50:
            pass
        time.sleep(0.003 * turn)
        os.kill(writer.pid, signal.SIGKILL)
        rest, _ = writer.communicate()
        drawer = opened(tmp_path)
        assert drawer.until
        said = int((drawer.until - datetime(2026, 1, 1, tzinfo=UTC)).total_seconds())
        assert said >= max([50, *map(int, rest.split())])
        for number in range(said):
            hits = found(drawer, f"The sentence {number * 7919} of them", most=1)
            assert (number in hits) == (number % 50 != 3)


@pytest.mark.parametrize("harm", ["cut", "bit", "gone", "manifest"])
def test_broken_file_is_not_believed(tmp_path: Path, harm: str) -> None:
    drawer = opened(tmp_path)
    learn(drawer, [f"The sentence {number} of them" for number in range(100)])
    drawer.close()
    [shelf] = (tmp_path / "a").glob("*.shelf")
    if harm == "gone":
        shelf.unlink()
    else:
        spoil(tmp_path / "a" / "manifest.json" if harm == "manifest" else shelf, harm)
    again = opened(tmp_path)
    assert again.until is None
    assert found(again, "The sentence 7 of them") == []
    learn(again, ["The sentence 7 of them"])
    again.close()
    assert found(opened(tmp_path), "The sentence 7 of them") == [0]


def test_what_a_merge_left_aside_is_swept_away(tmp_path: Path) -> None:
    drawer = opened(tmp_path)
    learn(drawer, ["The sentence"])
    drawer.close()
    (tmp_path / "a" / "half.aside").write_bytes(b"half a shelf")
    assert found(opened(tmp_path), "The sentence") == [0]
    assert not (tmp_path / "a" / "half.aside").exists()


def spoil(path: Path, harm: str) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data[: len(data) // 2] if harm == "cut" else data)
