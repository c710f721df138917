"""A million natural English segments: what Debian says of its packages, and books that it ships."""

import gzip
import random
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

BOOKS = [
    "dict-gcide",
    "dict-foldoc",
    "dict-jargon",
    "wordnet-base",
    "linux-doc-6.1",
    "libreoffice-help-en-us",
]
"""Of Debian 12: a dictionary of 1913, two of computing, glosses, a kernel's manual, an office's help."""

_SENTENCE_END = re.compile(r'(?<=[.!?;])\s+(?=["(]?[A-Z0-9])')
_WORD = re.compile(r"[^\W\d_]{2,}")
_BLOCK = re.compile(r"<(?:p|h\d|td|li|title)\b[^>]*>(.*?)</(?:p|h\d|td|li|title)>", re.S)
_LIST = re.compile(r"[*\-#\[]|\d+\. ")


def texts(folder: Path, many: int) -> list[str]:
    """Distinct, in an order that is the same each time. Fetched into the folder the first time."""
    kept = folder / "texts.txt"
    if not kept.exists():
        _fetch(folder)
        found = dict.fromkeys(text for part in _parts(folder) for text in _sentences(part))
        kept.write_text("\n".join(found), encoding="utf-8")
    every = kept.read_text(encoding="utf-8").split("\n")
    random.Random(1).shuffle(every)
    if len(every) < many:
        raise SystemExit(f"{len(every)} texts in {kept}, {many} wanted")
    return every[:many]


def _fetch(folder: Path) -> None:
    """With apt and a state of its own, so that the machine's stays as it is."""
    lists, books = folder.absolute() / "lists", folder.absolute() / "books"
    for one in (lists / "partial", books):
        one.mkdir(parents=True, exist_ok=True)
    own = [f"-oDir::State::lists={lists}", "-oAcquire::Languages=en", "-oAcquire::GzipIndexes=false"]
    subprocess.run(["apt-get", "-qq", "update", *own], check=True)
    subprocess.run(["apt-get", "-qq", "download", *own, *BOOKS], check=True, cwd=books)
    for package in books.glob("*.deb"):
        subprocess.run(["dpkg", "-x", package, books / "unpacked"], check=True)


def _parts(folder: Path) -> Iterator[list[str]]:
    """Paragraphs, as lines."""
    for path in sorted((folder / "lists").glob("*Translation-en")):
        said = re.sub(r"^(Package|Description-md5): .*$", "", path.read_text(encoding="utf-8"), flags=re.M)
        yield from _paragraphs(re.sub(r"^Description-en: (.*)$", r"\1\n", said, flags=re.M))
    for path in sorted((folder / "books").rglob("*")):
        if path.name.startswith("data.") and path.parent.name == "wordnet":
            glosses = (line.partition(" | ")[2] for line in path.open(encoding="utf-8"))
            yield from ([part.strip(' "\n')] for gloss in glosses for part in gloss.split("; "))
        elif path.suffix == ".html":
            blocks = _BLOCK.findall(path.read_text(encoding="utf-8", errors="replace"))
            yield from ([re.sub("<[^>]*>", "", block)] for block in blocks)
        elif path.name.endswith((".dict.dz", ".rst.gz", ".txt.gz")):
            said = gzip.decompress(path.read_bytes()).decode("utf-8", "replace")
            yield from _paragraphs(said)


def _paragraphs(text: str) -> Iterator[list[str]]:
    lines: list[str] = []
    for line in text.splitlines():
        said = line.strip()
        if said in ("", ".") or _LIST.match(said):
            yield lines
            lines = []
        if said not in ("", "."):
            lines.append(said.lstrip("*-# "))
    yield lines


def _sentences(lines: list[str]) -> Iterator[str]:
    for sentence in _SENTENCE_END.split(" ".join(lines)):
        text = " ".join(sentence.split())
        if 3 <= len(text) <= 1000 and len(_WORD.findall(text)) >= 2:
            yield text
