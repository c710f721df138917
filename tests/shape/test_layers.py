"""import-linter holds the layers, and does see each way to break them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.shape.source import ROOT

_LINT = str(Path(sys.executable).with_name("lint-imports"))
_SOUND = {
    "stoa/kernel/event.py": "",
    "stoa/contracts/shop.py": "from stoa.kernel import event\n",
    "stoa/runtime/db.py": "from stoa.kernel import event\n",
    "stoa/runtime/bus.py": "from stoa.runtime import db\n",
    "stoa/services/shop/service.py": "from stoa.services.shop import http\n",
    "stoa/services/shop/http.py": "from stoa.services.shop import commands\n",
    "stoa/services/shop/commands.py": "from stoa.services.shop import store\n",
    "stoa/services/shop/store.py": "from stoa.services.shop import tables\n",
    "stoa/services/shop/tables.py": "import sqlalchemy\n",
    "stoa/services/shop/adapters.py": "from stoa.services.shop.domain import price\n",
    "stoa/services/shop/domain/price.py": "",
    "stoa/services/bank/service.py": "from stoa.services.bank.domain import sum\n",
    "stoa/services/bank/domain/sum.py": "",
    "stoa/compose/build.py": "from stoa.services.shop import service\n",
}


def test_layers_of_the_code_hold() -> None:
    done = _lint(ROOT)
    assert done.returncode == 0, done.stdout


def test_sound_sample_passes(tmp_path: Path) -> None:
    done = _lint(_built(tmp_path, _SOUND))
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("path", "text", "broken"),
    [
        ("stoa/kernel/event.py", "from stoa.runtime import db\n", "compose > services"),
        ("stoa/runtime/db.py", "from stoa.contracts import shop\n", "compose > services"),
        ("stoa/runtime/db.py", "from stoa.runtime import bus\n", "no cycles"),
        ("stoa/helpers.py", "", "stoa.helpers"),
        ("stoa/services/shop/store.py", "from stoa.services.bank import domain\n", "never imports another"),
        ("stoa/services/shop/models.py", "", "stoa.services.shop.models"),
        ("stoa/services/shop/store.py", "from stoa.services.shop import commands\n", "calls run one way"),
        ("stoa/services/shop/domain/price.py", "from stoa.runtime import db\n", "no machinery"),
        ("stoa/services/shop/domain/price.py", "from stoa.contracts import shop\n", "no machinery"),
        ("stoa/services/shop/adapters.py", "from stoa.services.shop import store\n", "ports and domain only"),
        ("stoa/services/shop/http.py", "import sqlalchemy\n", "speak SQL"),
        ("stoa/services/shop/commands.py", "import httpx\n", "foreign systems"),
    ],
)
def test_planted_fault_is_found_out(tmp_path: Path, path: str, text: str, broken: str) -> None:
    done = _lint(_built(tmp_path, {**_SOUND, path: _SOUND.get(path, "") + text}))
    assert done.returncode != 0
    assert broken in " ".join(done.stdout.split())


def _built(folder: Path, modules: dict[str, str]) -> Path:
    """A small house of the same shape, under the very rules of this one."""
    for name, text in modules.items():
        module = folder / name
        module.parent.mkdir(parents=True, exist_ok=True)
        module.write_text(text)
        for package in module.relative_to(folder).parents[:-1]:
            (folder / package / "__init__.py").touch()
    (folder / ".importlinter").write_text((ROOT / ".importlinter").read_text())
    return folder


def _lint(folder: Path) -> "subprocess.CompletedProcess[str]":
    source = folder / "src" if (folder / "src").exists() else folder
    return subprocess.run(
        [_LINT, "--config", ".importlinter", "--no-cache"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(source)},
        capture_output=True,
        text=True,
        check=False,
    )
