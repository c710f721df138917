"""translate-toolkit's pofilter as a peer, in an environment of its own; GPL, so never a dependency."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

from stoa.services.localization.domain.checks.finding import Rendering
from stoa.services.localization.domain.coded import CodedText, index_of, is_mark

VERSION = "3.20.4"
_UV = Path(".venv/bin/uv")


def install(folder: Path) -> Path:
    """Path of the command, installed into the folder unless it is there."""
    command = folder / "env" / "bin" / "pofilter"
    if not command.exists():
        subprocess.run([_UV, "venv", "--quiet", folder / "env"], check=True)
        package = f"translate-toolkit=={VERSION}"
        subprocess.run([_UV, "pip", "install", "--quiet", "--python", folder / "env", package], check=True)
    return command


def flagged(folder: Path, locale: str, pairs: Sequence[Rendering], style: str = "") -> set[int]:
    """Indexes of the pairs that any of its tests complains of. style: an option such as `--libreoffice`."""
    given, found = folder / f"{locale}.po", folder / f"{locale}-found.po"
    entries = (
        f'msgctxt "{index}"\nmsgid "{_escaped(pair.source)}"\nmsgstr "{_escaped(pair.target)}"\n'
        for index, pair in enumerate(pairs)
    )
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
    given.write_text("\n".join([head, *entries]), encoding="utf-8")
    found.unlink(missing_ok=True)
    options = [f"--language={locale.replace('-', '_')}", "--progress=none", *([style] if style else [])]
    subprocess.run([install(folder), *options, given, found], check=True, capture_output=True)
    if not found.exists():
        return set()
    lines = found.read_text(encoding="utf-8").splitlines()
    return {int(line.split('"')[1]) for line in lines if line.startswith("msgctxt")}


def _escaped(text: CodedText) -> str:
    """With its mark-up, as a PO file has it."""
    whole = "".join(
        (text.codes[index_of(sign)].markup if index_of(sign) < len(text.codes) else "")
        if is_mark(sign)
        else sign
        for sign in text.text
    )
    return whole.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
