"""Alarms of the checks on translations by people, and planted errors they catch, beside pofilter.

A translation that lacks a code of its source, or has another, is stopped rightly, whoever made it: `false`
are the alarms on all the others, `faulty` says how many those are.

`python -m bench.checks FOLDER`, where FOLDER holds the data that `bench.references` reads.
"""

import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from time import process_time

from bench import pofilter
from bench.planted import PLANTS
from bench.references import flores, help_blocks
from bench.results import keep
from stoa.services.localization.domain.checks.finding import Finding, Rendering, Severity
from stoa.services.localization.domain.checks.table import findings
from stoa.services.localization.domain.coded import CodedText, index_of, marks_in

HELP_BLOCKS = 2_000
PLANTED = 60
"""Of each kind, in each locale of each corpus."""
PEER = Path(".bench/pofilter")


def main() -> None:
    folder = Path(sys.argv[1])
    corpora = {"flores": flores(folder), "help": help_blocks(folder, HELP_BLOCKS)}
    results = {name: measure(name, pairs) for name, pairs in corpora.items()}
    keep("checks", pofilter=pofilter.VERSION, **results)


def measure(name: str, pairs: Iterable[Rendering]) -> dict[str, object]:
    by_locale: dict[str, list[Rendering]] = defaultdict(list)
    for pair in pairs:
        by_locale[pair.to_locale].append(pair)
    heads = f"{'alarms':>8}{'false':>7}{'stops':>7}{'pofilter':>10}{'ms':>6}"
    print(f"\n{name}\n{'':8}{'pairs':>7}{heads}  by check")
    alarms, caught, of_peer = {}, Counter[str](), Counter[str]()
    planted = Counter[str]()
    for locale, known in by_locale.items():
        broken = plant(known)
        both = known + [pair for _, _, pair in broken]
        PEER.mkdir(parents=True, exist_ok=True)
        peer = pofilter.flagged(PEER, locale, both, "--libreoffice" if name == "help" else "")
        begun = process_time()
        said = [findings(pair) for pair in known]
        each_ms = (process_time() - begun) * 1000 / len(known)
        fair = [one for pair, one in zip(known, said, strict=True) if has_its_codes(pair)]
        alarms[locale] = rates(said) | {
            "false": rates(fair)["any"],
            "faulty": share(len(known) - len(fair), len(known)),
            "pofilter": share(sum(at < len(known) for at in peer), len(known)),
        }
        say(locale, len(known), alarms[locale], each_ms, said)
        for at, (kind, clean, pair) in enumerate(broken, len(known)):
            planted[kind] += 1
            caught[kind] += bool(set(map(str, findings(pair))) - set(map(str, said[clean])))
            of_peer[kind] += at in peer
    for kind in planted:
        print(
            f"{kind:22}{planted[kind]:6} caught {share(caught[kind], planted[kind]):7.2f} %"
            f"   pofilter {share(of_peer[kind], planted[kind]):7.2f} %"
        )
    return {
        "alarms": alarms,
        "caught": {kind: share(caught[kind], planted[kind]) for kind in planted},
        "caught_by_pofilter": {kind: share(of_peer[kind], planted[kind]) for kind in planted},
    }


def plant(pairs: list[Rendering]) -> list[tuple[str, int, Rendering]]:
    """Kind, index of the pair that it was planted in, and what became of that."""
    chance = random.Random(1)
    broken = []
    for kind, make in PLANTS.items():
        order = chance.sample(range(len(pairs)), len(pairs))
        made = ((at, pair) for at in order if (pair := make(pairs[at], chance)) is not None)
        broken += [(kind, at, pair) for _, (at, pair) in zip(range(PLANTED), made, strict=False)]
    return broken


def codes(text: CodedText) -> Counter[str]:
    return Counter(text.codes[index_of(sign)].markup for sign in marks_in(text.text))


def has_its_codes(pair: Rendering) -> bool:
    return codes(pair.source) == codes(pair.target)


def rates(said: list[tuple[Finding, ...]]) -> dict[str, float]:
    stopped = sum(any(one.severity is Severity.STOPS for one in found) for found in said)
    return {"any": share(sum(map(bool, said)), len(said)), "stops": share(stopped, len(said))}


def share(part: int, whole: int) -> float:
    """In percent."""
    return round(100 * part / whole, 2) if whole else 0.0


def say(
    locale: str, pairs: int, alarms: dict[str, float], each_ms: float, said: list[tuple[Finding, ...]]
) -> None:
    checks = Counter(name for found in said for name in {one.check for one in found})
    most = ", ".join(f"{name} {share(count, pairs)}" for name, count in checks.most_common(4))
    shares = f"{alarms['any']:8.2f}{alarms['false']:7.2f}{alarms['stops']:7.2f}{alarms['pofilter']:10.2f}"
    print(f"{locale:8}{pairs:7}{shares}{each_ms:6.2f}  {most}", flush=True)


if __name__ == "__main__":
    main()
