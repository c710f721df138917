"""Units in and out in a second of a processor, and whether units with inline codes come back whole from
other programs.

`python -m bench.exchange --data lo-help-train.jsonl.gz [--schemas FOLDER]`.
"""

import argparse
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench.exchange.peers import omegat, rewritten_by_toolkit, toolkit, translated_by_omegat
from bench.exchange.schemas import validity
from bench.exchange.units import SOURCE, TARGET, read_units
from bench.results import keep
from stoa.services.localization.domain.exchange.files import Format, export, read
from stoa.services.localization.domain.exchange.parts import units
from stoa.services.localization.domain.exchange.unit import ExchangedUnit, Match, Note, Provenance

FOLDER = Path(".bench/exchange")
_PEER_KINDS = {Format.TMX: "tmx", Format.XLIFF_12: "xliff"}


def whole(before: Iterable[ExchangedUnit], after: Iterable[ExchangedUnit]) -> int:
    """How many came back as they were."""
    return sum(one == replace(other, kept=None) for one, other in zip(before, after, strict=True))


def read_all(data: bytes) -> list[ExchangedUnit]:
    return list(units(read([data])))


def ours(given: list[ExchangedUnit], wanted: Format) -> tuple[bytes, dict[str, Any]]:
    start = time.process_time()
    data = b"".join(export(given, wanted, SOURCE, TARGET, "help"))
    wrote = time.process_time()
    back = read_all(data)
    done = time.process_time()
    return data, {
        "out": round(len(given) / (wrote - start)),
        "in": round(len(given) / (done - wrote)),
        "whole": whole(given, back),
    }


def with_everything(given: list[ExchangedUnit]) -> list[ExchangedUnit]:
    """Every third has a note, a match and where it came from: more for a schema to look at."""
    return [
        one
        if at % 3
        else replace(
            one,
            notes=(Note("mind the menu", "ana"),),
            matches=(Match(one.source, one.source, 0.85, "memory"),),
            provenance=Provenance("machine", "stoa"),
        )
        for at, one in enumerate(given)
    ]


def beside_omegat(given: list[ExchangedUnit], files: dict[Format, bytes]) -> dict[str, Any]:
    """Through its XLIFF filter as they are; and its memory from our TMX, filled into untranslated XLIFF."""
    jar = omegat()
    if jar is None:
        return {"omegat": "not installed: apt-get install omegat default-jre-headless"}
    through, _ = translated_by_omegat(jar, (FOLDER / "omegat").absolute(), files[Format.XLIFF_12], None)
    copies = [replace(one, target=one.source) for one in given]
    copied = b"".join(export(copies, Format.XLIFF_12, SOURCE, TARGET, "help"))
    filled, memory = translated_by_omegat(jar, (FOLDER / "omegat").absolute(), copied, files[Format.TMX])
    known = defaultdict(set)
    for one in given:
        known[one.source.text].add(one.target and one.target.text)
    exported = read_all(memory)
    return {
        "omegat_xliff_whole": whole(given, read_all(through)),
        "omegat_filled_from_tmx": sum(
            one.target is not None and one.target.text in known[other.source.text]
            for one, other in zip(read_all(filled), given, strict=True)
        ),
        "omegat_tmx_sources": len(known),
        "omegat_tmx_whole": sum(one.target.text in known[one.source.text] for one in exported if one.target),
    }


def measure(data: Path, count: int, schemas: Path | None) -> dict[str, Any]:
    FOLDER.mkdir(parents=True, exist_ok=True)
    given = read_units(data, count)
    python = toolkit(FOLDER)
    measured: dict[str, Any] = {"units": len(given)}
    files: dict[Format, bytes] = {}
    for wanted in Format:
        files[wanted], measured[wanted] = ours(given, wanted)
        path = FOLDER / f"units.{wanted}"
        path.write_bytes(files[wanted])
        if (kind := _PEER_KINDS.get(wanted)) is not None:
            back, read_s, wrote_s = rewritten_by_toolkit(python, kind, path)
            measured[wanted] |= {"toolkit_out": wrote_s, "toolkit_in": read_s}
            measured[wanted]["toolkit_whole"] = whole(given, read_all(back))
        if schemas is not None:
            path.write_bytes(b"".join(export(with_everything(given), wanted, SOURCE, TARGET, "help")))
            measured[wanted]["schema"] = validity(python, wanted, schemas, path)
    return measured | beside_omegat(given, files)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--schemas", type=Path)
    parser.add_argument("--units", type=int, default=5_000)
    asked = parser.parse_args()
    measured = measure(asked.data, asked.units, asked.schemas)
    for name, value in measured.items():
        print(f"{name}: {value}")
    keep("exchange", **measured)


if __name__ == "__main__":
    main()
