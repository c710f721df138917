"""`python -m bench.memory [how many] [--folder DIR]`: lookups in a translation memory, beside brute force.

The folder keeps the texts and what they come from for the next run. Known from an earlier measurement, not of
this run: Weblate 5.14 does 21 lookups a second and finds 6.6 % of the best matches.
"""

import argparse
import asyncio
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import msgspec
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from bench.memory import ours, trigrams
from bench.memory.queries import queries
from bench.memory.texts import texts
from bench.results import keep
from stoa.services.localization.domain.memory.similarity import LEAST, similarity


def main() -> None:
    said = argparse.ArgumentParser()
    said.add_argument("many", type=int, nargs="?", default=1_000_000)
    said.add_argument("--asked", type=int, default=300)
    said.add_argument("--folder", type=Path, default=Path(".bench/memory"))
    given = said.parse_args()
    known = texts(given.folder, given.many)
    asked = queries(known, given.asked)
    best, brute_per_s = brute_force(known, asked)
    with TemporaryDirectory(prefix="stoa-memory-") as folder:
        build_s = asyncio.run(ours.build(Path(folder), known))
        data = msgspec.json.encode(asked)
        alone = [sys.executable, "-m", "bench.memory.ours", folder]
        answer = subprocess.run(alone, input=data, stdout=subprocess.PIPE, check=True).stdout
    measured = {"segments": given.many, "queries": given.asked, "build_s": round(build_s, 1)}
    measured["load"] = round(os.getloadavg()[0], 1)
    said_by_us = msgspec.json.decode(answer)
    for name, offers in said_by_us.pop("offers").items():
        measured[f"{name}_best_found"] = round(share_found(known, asked, best, offers), 4)
    measured |= said_by_us
    measured |= {"brute_force_per_s": brute_per_s} | (asyncio.run(trigrams.measure(known, asked, best)) or {})
    for name, value in keep("memory", **measured).items():
        print(f"{name:28}{value}")


def share_found(
    known: Sequence[str], asked: Sequence[str], best: Sequence[float], offers: Sequence[Sequence[int]]
) -> float:
    """Of the queries that have a match, how many were offered one that is as good as the best."""
    found = [
        max((similarity(query, known[number]) for number in some), default=0) >= truth - 1e-9
        for query, truth, some in zip(asked, best, offers, strict=True)
        if truth
    ]
    return sum(found) / len(found)


def brute_force(known: Sequence[str], asked: Sequence[str]) -> tuple[list[float], float]:
    """The best similarity for each query, 0 for none, and how many a second rapidfuzz looks up so."""
    begun = perf_counter()
    hits = [
        process.extractOne(query, known, scorer=Levenshtein.normalized_similarity, score_cutoff=LEAST)
        for query in asked
    ]
    return [hit[1] if hit else 0.0 for hit in hits], round(len(asked) / (perf_counter() - begun), 1)


if __name__ == "__main__":
    main()
