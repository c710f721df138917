"""A machine that knows a few sentences, as an installation is configured with it."""

import gzip
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

_SETTINGS = """routes = ["es>* recorded-flow", "*>* apertium"]

[[providers]]
type = "recorded"
file = "{file}"
engine = "flow"

[[providers]]
type = "apertium"
"""


def know(folder: Path, sources: Sequence[str], targets: Mapping[str, Sequence[str]]) -> None:
    """From Spanish into each locale of the targets. folder: of the installation's data."""
    folder.mkdir(parents=True, exist_ok=True)
    said = {locale: {"mt": {"flow": list(one)}} for locale, one in targets.items()}
    file = folder / "recorded.json.gz"
    file.write_bytes(gzip.compress(json.dumps({"es": list(sources), **said}).encode()))
    (folder / "machines.toml").write_text(_SETTINGS.format(file=file))
