"""PostgreSQL's pg_trgm on the same segments: a server of Debian's, for the embedded one has no contrib."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import mkdtemp
from time import perf_counter
from typing import Any

import asyncpg

from stoa.services.localization.domain.memory.similarity import similarity

ASKED = 40
"""Queries; each takes a good part of a second."""


async def measure(
    texts: Sequence[str], queries: Sequence[str], best: Sequence[float]
) -> dict[str, Any] | None:
    """None where Debian's PostgreSQL is not installed."""
    programs = max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)
    if programs is None or shutil.which("runuser") is None or os.getuid() != 0:
        return None
    folder = Path(mkdtemp(prefix="stoa-trigrams-"))
    shutil.chown(folder, "postgres")
    data = folder / "data"
    try:
        _as_postgres(programs / "initdb", "-D", data, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        options = f"-k {folder} -h '' -c shared_buffers=512MB -c maintenance_work_mem=512MB -c fsync=off"
        _as_postgres(programs / "pg_ctl", "-D", data, "-o", options, "-w", "-l", folder / "log", "start")
        try:
            return await _ask(folder, texts, queries[:ASKED], best)
        finally:
            _as_postgres(programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


async def _ask(
    folder: Path, texts: Sequence[str], queries: Sequence[str], best: Sequence[float]
) -> dict[str, Any]:
    connection = await asyncpg.connect(host=str(folder), user="postgres", database="postgres")
    await connection.execute("CREATE EXTENSION pg_trgm; CREATE TABLE memory (source text NOT NULL)")
    await connection.copy_records_to_table("memory", records=[(text,) for text in texts])
    begun = perf_counter()
    await connection.execute("CREATE INDEX ON memory USING gin (source gin_trgm_ops); ANALYZE memory")
    built = perf_counter() - begun
    await connection.execute("SET pg_trgm.similarity_threshold = 0.45")
    right, begun = 0, perf_counter()
    for query, truth in zip(queries, best, strict=False):
        rows = await connection.fetch(
            "SELECT source FROM memory WHERE source % $1 ORDER BY similarity(source, $1) DESC LIMIT 20", query
        )
        right += max((similarity(query, row["source"]) for row in rows), default=0) >= truth - 1e-9
    took = perf_counter() - begun
    size = await connection.fetchval("SELECT pg_indexes_size('memory')")
    await connection.close()
    return {
        "trigrams_per_s": round(len(queries) / took, 1),
        "trigrams_best_found": round(right / len(queries), 4),
        "trigrams_build_s": round(built),
        "trigrams_index_mb": size // 1_000_000,
    }


def _as_postgres(*command: object) -> None:
    asked = ["runuser", "-u", "postgres", "--", *map(str, command)]
    subprocess.run(asked, check=True, stdout=subprocess.DEVNULL)
