"""Programs of others, each in an environment of its own: translate-toolkit (GPL) from PyPI, OmegaT (GPL) from
Debian's `omegat`. They are never dependencies of Stoa."""

import shutil
import subprocess
from pathlib import Path

TOOLKIT = "3.20.4"
_UV = Path(".venv/bin/uv")
_REWRITE = """
import sys, time
from translate.storage import tmx, xliff
kind, source, target = sys.argv[1:]
data = open(source, "rb").read()
start = time.process_time()
store = (tmx.tmxfile if kind == "tmx" else xliff.xlifffile).parsestring(data)
count = sum(1 for unit in store.units if (unit.source, unit.target))
read = time.process_time() - start
if kind != "tmx":
    for unit in store.units:
        unit.rich_target = unit.rich_target
start = time.process_time()
out = bytes(store)
print(round(count / read), round(count / (time.process_time() - start)))
open(target, "wb").write(out)
"""
_PROJECT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0"><source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir>
<tm_dir>__DEFAULT__</tm_dir><glossary_dir>__DEFAULT__</glossary_dir><glossary_file>__DEFAULT__</glossary_file>
<dictionary_dir>__DEFAULT__</dictionary_dir><source_lang>EN</source_lang><target_lang>ES</target_lang>
<sentence_seg>false</sentence_seg><support_default_translations>true</support_default_translations>
<remove_tags>false</remove_tags></project></omegat>"""
_FILTERS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<filters removeTags="false" removeSpacesNonseg="false" preserveSpaces="true" ignoreFileContext="false">
</filters>"""
_PREFERENCES = """<?xml version="1.0" encoding="UTF-8"?>
<omegat><preference version="1.0"><ext_tmx_show_level2>true</ext_tmx_show_level2>
<ext_tmx_use_slash>true</ext_tmx_use_slash></preference></omegat>"""


def toolkit(folder: Path) -> Path:
    """Its Python, installed into the folder unless it is there; with lxml, which validates."""
    python = folder / "env" / "bin" / "python"
    if not python.exists():
        subprocess.run([_UV, "venv", "--quiet", "--python", "3.11", folder / "env"], check=True)
        package = f"translate-toolkit=={TOOLKIT}"
        subprocess.run([_UV, "pip", "install", "--quiet", "--python", folder / "env", package], check=True)
    return python


def rewritten_by_toolkit(python: Path, kind: str, source: Path) -> tuple[bytes, int, int]:
    """The file as translate-toolkit writes it again, and its units in and out in a second of a processor."""
    target = source.with_suffix(".toolkit")
    ran = subprocess.run(
        [python, "-c", _REWRITE, kind, source, target], check=True, capture_output=True, text=True
    )
    read, wrote = ran.stdout.split()
    return target.read_bytes(), int(read), int(wrote)


def omegat() -> Path | None:
    """None where it is not installed."""
    jar = Path("/usr/share/omegat/OmegaT.jar")
    return jar if jar.exists() and shutil.which("java") else None


def translated_by_omegat(jar: Path, folder: Path, source: bytes, memory: bytes | None) -> tuple[bytes, bytes]:
    """The XLIFF file as OmegaT writes it, filled from the memory, and the memory that it exports itself."""
    shutil.rmtree(folder, ignore_errors=True)
    for name in ("source", "target", "tm/auto", "omegat", "glossary", "dictionary", "config"):
        (folder / name).mkdir(parents=True)
    (folder / "omegat.project").write_text(_PROJECT)
    (folder / "omegat" / "filters.xml").write_text(_FILTERS)
    (folder / "config" / "omegat.prefs").write_text(_PREFERENCES)
    (folder / "source" / "units.xlf").write_bytes(source)
    if memory is not None:
        (folder / "tm" / "auto" / "memory.tmx").write_bytes(memory)
    command = [
        "java",
        "-jar",
        str(jar),
        str(folder),
        "--mode=console-translate",
        f"--config-dir={folder / 'config'}",
    ]
    subprocess.run(command, check=True, capture_output=True)
    return (folder / "target" / "units.xlf").read_bytes(), (folder / f"{folder.name}-level2.tmx").read_bytes()
