"""`make bench-segmentation`: sentences of real documents found again, beside other libraries.

The lines of a document of NTREX are joined, with a space where the language has spaces, and their ends are
found again: F1 over them, the end of the document not counted. Titles without a full stop and lines of two
sentences keep everybody under 100. Rule cases: those that pass, of those given. MB/s of UTF-8 over processor
time on one core, in documents as they are, of all locales and of English; rules are read before. FOLDER:
data."""

import gzip
import json
import os
import subprocess
import time
from collections.abc import Iterable, Sequence
from itertools import groupby, product
from pathlib import Path
from typing import Any

from bench.results import keep
from bench.segmentation_cases import coded, passes, passes_with
from stoa.services.localization.domain.sentences.cut import cut

FOLDER = Path(os.environ.get("FOLDER", "../shared/l10n"))
LOCALES = ("en", "es", "fr", "de", "ru", "ar", "ja", "zh", "it", "pt", "nl", "pl", "uk", "hi")
UNSPACED = ("ja", "zh", "th")
PEERS = Path(".bench/segmentation")
PACKAGES = ("pysbd", "syntok", "blingfire", "sentencex", "spacy", "PyICU", "setuptools<81")
LIBRARIES = ("pysbd", "syntok", "blingfire", "sentencex", "spacy", "icu")
OURS = "stoa"

Texts = Sequence[tuple[str, str]]


def main() -> None:
    documents = read_documents()
    texts = [(locale, joined(locale, lines)) for locale, lines in documents]
    cases = json.loads((FOLDER / "segmentation-rules.json").read_text(encoding="utf-8"))
    table = {OURS: ours(documents, texts, cases)}
    python = installed()
    for library in LIBRARIES:
        table[library] = peer(python, library, documents, texts, cases)
    say(table)
    keep("segmentation", clock="thread", **table)


def read_documents() -> list[tuple[str, list[str]]]:
    data = json.loads(gzip.decompress((FOLDER / "ntrex-dev.json.gz").read_bytes()))
    return [
        (locale, [line.strip() for _, line in lines])
        for locale in LOCALES
        if locale in data["langs"]
        for _, lines in groupby(zip(data["ids"], data["langs"][locale], strict=True), key=lambda one: one[0])
    ]


def joined(locale: str, lines: Iterable[str]) -> str:
    return ("" if locale in UNSPACED else " ").join(lines)


def ours(documents: Any, texts: Texts, cases: list[dict[str, Any]]) -> dict[str, Any]:
    for locale, text in product(LOCALES, ("a", "…")):
        cut(text, locale)
    found: list[list[str] | None] = []
    spent: list[tuple[str, int, float]] = []
    for locale, text in texts:
        begun = time.thread_time()
        found.append([text[begin:end] for begin, end in cut(text, locale)])
        spent.append((locale, len(text.encode()), time.thread_time() - begun))
    passed = [(bool(case["golden"]), passes(case)) for case in cases]
    speeds = {"mb_s": mb_s(spent), "mb_s_en": mb_s([one for one in spent if one[0] == "en"])}
    return {**scores(documents, found), **counted(passed), **speeds}


def mb_s(spent: Sequence[tuple[str, int, float]]) -> float:
    return round(sum(size for _, size, _ in spent) / sum(seconds for _, _, seconds in spent) / 1e6, 2)


def peer(
    python: Path, library: str, documents: Any, texts: Texts, cases: list[dict[str, Any]]
) -> dict[str, Any]:
    answer = asked(python, library, texts)
    english = asked(python, library, [one for one in texts if one[0] == "en"])
    by_case = iter(asked(python, library, list(case_texts(cases)))["sentences"])
    passed = [
        (bool(case["golden"]), passes_with(case, lambda _, text: next(by_case) or [text])) for case in cases
    ]
    speeds = {"mb_s": answered_mb_s(answer), "mb_s_en": answered_mb_s(english)}
    return {**scores(documents, answer["sentences"]), **counted(passed), **speeds}


def answered_mb_s(answer: dict[str, Any]) -> float:
    return round(answer["bytes"] / answer["seconds"] / 1e6, 2) if answer["seconds"] else 0.0


def case_texts(cases: list[dict[str, Any]]) -> Iterable[tuple[str, str]]:
    return ((case["lang"], coded(case["text"]).words) for case in cases)


def asked(python: Path, library: str, texts: Texts) -> dict[str, Any]:
    job = json.dumps({"library": library, "texts": texts})
    script = Path(__file__).with_name("segmentation_peers.py")
    done = subprocess.run([python, script], input=job, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def installed() -> Path:
    """A Python with the other libraries, in an environment of the bench's own."""
    python = PEERS / "bin/python"
    if not python.exists():
        uv = ".venv/bin/uv"
        subprocess.run([uv, "venv", "--quiet", "--python", "3.11", PEERS], check=True)
        subprocess.run([uv, "pip", "install", "--quiet", "--python", python, *PACKAGES], check=True)
    return python


def scores(documents: Any, found: Sequence[list[str] | None]) -> dict[str, float | None]:
    """F1 by locale, in percent; None where a library does not know it."""
    return {
        locale: f1(
            [(lines, got) for (one, lines), got in zip(documents, found, strict=True) if one == locale]
        )
        for locale in LOCALES
    }


def f1(pairs: Sequence[tuple[list[str], list[str] | None]]) -> float | None:
    right = missed = wrong = 0
    for lines, got in pairs:
        if got is None:
            return None
        wanted, ends = inner_ends(lines), inner_ends(got)
        right += len(wanted & ends)
        missed += len(wanted - ends)
        wrong += len(ends - wanted)
    return round(200 * right / (2 * right + missed + wrong), 2) if right else 0.0


def inner_ends(sentences: Iterable[str]) -> set[int]:
    """Places of ends, counted in signs that are no spaces; without that of the document."""
    place, ends = 0, set()
    for sentence in sentences:
        place += len("".join(sentence.split()))
        ends.add(place)
    return ends - {0, place}


def counted(passed: list[tuple[bool, bool]]) -> dict[str, str]:
    golden = [good for is_golden, good in passed if is_golden]
    others = [good for is_golden, good in passed if not is_golden]
    return {
        "golden": f"{sum(golden)}/{len(golden)}",
        "others": f"{100 * sum(others) / len(others):.1f}%",
    }


def say(table: dict[str, dict[str, Any]]) -> None:
    print(f"{'':10}" + "".join(f"{name:>10}" for name in table))
    for row in (*LOCALES, "golden", "others", "mb_s", "mb_s_en"):
        cells = ("-" if one[row] is None else str(one[row]) for one in table.values())
        print(f"{row:10}" + "".join(f"{cell:>10}" for cell in cells))


if __name__ == "__main__":
    main()
