"""Telling good from bad machine translations without a reference, on sentences not fitted to.

`python -m bench.quality FOLDER`. Real outputs of several engines for FLORES dev. The truth is likeness to the
reference (chrF): the worst quarter of a locale's outputs is bad. Even sentences fit, odd ones judge.
"""

import gzip
import json
import sys
from collections.abc import Sequence
from html import unescape
from pathlib import Path
from typing import Any

from bench.results import keep
from stoa.kernel.locale import Locale
from stoa.services.localization.domain.checks.finding import Rendering
from stoa.services.localization.domain.inline.plain import take_plain
from stoa.services.localization.domain.quality.agreement import grams
from stoa.services.localization.domain.quality.measured import auroc, calibration_error
from stoa.services.localization.domain.quality.model import fit
from stoa.services.localization.domain.quality.signals import signals

SENTENCES = 400
BAD_SHARE = 0.25
Seen = tuple[int, tuple[float, ...], float]
"""Number of the sentence, signals, likeness to the reference."""


def main() -> None:
    with gzip.open(Path(sys.argv[1]) / "flores-dev-mt-outputs.json.gz", "rt", encoding="utf-8") as file:
        data = json.load(file)
    print(f"{'':6}{'engines':>8}{'judged':>8}{'AUROC':>8}{'length':>8}{'ECE':>7}")
    results = {}
    for locale in data:
        if locale != "en":
            results[locale] = judged = measure(seen(data, locale))
            counts = f"{len(data[locale]['mt']):8}{judged['judged']:8.0f}"
            shares = f"{judged['auroc']:8.3f}{judged['auroc_length']:8.3f}{judged['ece']:7.3f}"
            print(f"{locale:6}{counts}{shares}", flush=True)
    aurocs = [one["auroc"] for one in results.values()]
    print(f"mean AUROC {sum(aurocs) / len(aurocs):.3f}")
    keep("quality", sentences=SENTENCES, bad_share=BAD_SHARE, locales=results)


def seen(data: dict[str, Any], locale: str) -> list[Seen]:
    outputs = data[locale]["mt"]
    found = []
    for number, source in enumerate(list(data["en"])[:SENTENCES]):
        reference = data[locale]["ref"][number]
        said = [unescape(made[number]) for made in outputs.values()]
        for at, target in enumerate(said):
            pair = Rendering(take_plain(source), take_plain(str(target)), Locale("en"), Locale(locale))
            found.append((number, signals(pair, said[:at] + said[at + 1 :]), chrf(target, str(reference))))
    return found


def measure(everything: Sequence[Seen]) -> dict[str, float]:
    least = sorted(likeness for _, _, likeness in everything)[round(BAD_SHARE * len(everything))]
    known = [(row, likeness >= least) for number, row, likeness in everything if number % 2 == 0]
    judged = [(row, likeness >= least) for number, row, likeness in everything if number % 2]
    model = fit([row for row, _ in known], [good for _, good in known])
    chances = [(model.chance(row), good) for row, good in judged]
    return {
        "judged": len(judged),
        "auroc": round(auroc(chances), 3),
        "auroc_length": round(auroc([(-row[2], good) for row, good in judged]), 3),
        "ece": round(calibration_error(chances), 3),
    }


def chrf(target: str, reference: str) -> float:
    """Mean F2 of runs of one to six signs. Source: Popović 2015."""
    total = 0.0
    for length in range(1, 7):
        one, other = grams(target, [length]), grams(reference, [length])
        both = sum((one & other).values())
        precision = both / max(1, sum(one.values()))
        recall = both / max(1, sum(other.values()))
        total += 5 * precision * recall / (4 * precision + recall) if both else 0.0
    return total / 6


if __name__ == "__main__":
    main()
