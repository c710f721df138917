"""Results are kept beside the benches, a line each, with what is needed to compare them later."""

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

FOLDER = Path(__file__).parent / "results"


def keep(bench: str, **measured: Any) -> dict[str, Any]:
    """Appends to `results/<bench>.jsonl`. Returns what it wrote."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    ).stdout.strip()
    line = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": commit,
        "cores": os.cpu_count(),
        **measured,
    }
    FOLDER.mkdir(exist_ok=True)
    with (FOLDER / f"{bench}.jsonl").open("ab") as file:
        file.write(msgspec.json.encode(line) + b"\n")
    return line
