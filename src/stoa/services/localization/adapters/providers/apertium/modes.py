"""What Apertium is installed to translate: modes, chains of programs, and ways over a third language."""

import re
import shlex
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from stoa.kernel.locale import Locale

FOLDER = Path("/usr/share/apertium/modes")
_NAME = re.compile(r"(?P<source>[a-z]{2,3}(?:_[A-Z]{2})?)-(?P<target>[a-z]{2,3}(?:_[A-Z]{2})?)")
_TWO_LETTERS = {
    **{"afr": "af", "arg": "an", "bel": "be", "bul": "bg", "cat": "ca", "cym": "cy", "dan": "da"},
    **{"eng": "en", "epo": "eo", "eus": "eu", "fra": "fr", "glg": "gl", "hbs": "sh", "hin": "hi"},
    **{"isl": "is", "ita": "it", "kaz": "kk", "mkd": "mk", "mlt": "mt", "nno": "nn", "nob": "nb"},
    **{"oci": "oc", "pol": "pl", "por": "pt", "ron": "ro", "rus": "ru", "slv": "sl", "spa": "es"},
    **{"srd": "sc", "swe": "sv", "tat": "tt", "tur": "tr", "ukr": "uk", "urd": "ur", "zho": "zh"},
}
"""ISO 639-3 as in the names of newer modes, to the two letters that locales have."""
_BEST_MIDDLE = "es"
"""Most pairs of Apertium have Spanish on one side, and those are the oldest."""
PACKAGES = {
    ("en", "es"): ["apertium-eng-spa"],
    ("en", "ca"): ["apertium-eng-cat"],
    ("en", "gl"): ["apertium-en-gl"],
    ("en", "fr"): ["apertium-eng-spa", "apertium-fr-es"],
    ("en", "pt"): ["apertium-eng-spa", "apertium-es-pt"],
    ("es", "fr"): ["apertium-fr-es"],
    ("es", "pt"): ["apertium-es-pt"],
}
"""Debian's packages for what courses ask for most; the same packages translate back where modes say so."""


@dataclass(frozen=True, slots=True)
class Mode:
    """stages: command lines whose output is the input of the next, without the null flush option."""

    name: str
    stages: tuple[tuple[str, ...], ...]


def installed(folder: Path = FOLDER) -> dict[tuple[str, str], Mode]:
    """Modes by language, with region where they have one; empty where Apertium is not installed."""
    found: dict[tuple[str, str], Mode] = {}
    for path in sorted(folder.glob("*.mode")) if shutil.which("lt-proc") else []:
        if name := _NAME.fullmatch(path.stem):
            pair = _language(name["source"]), _language(name["target"])
            found.setdefault(pair, Mode(path.stem, _stages(path.read_text(encoding="utf-8"))))
    return found


def way(
    modes: Mapping[tuple[str, str], Mode], source: Locale | str, target: Locale | str
) -> tuple[Mode, ...] | None:
    """The modes to go through, at most two; the region of the target is kept where a mode has it."""
    for end in dict.fromkeys((target, target.split("-")[0])):
        for start in dict.fromkeys((source, source.split("-")[0])):
            if direct := modes.get((start, end)):
                return (direct,)
            for first, middle in sorted(modes, key=lambda pair: (pair[1] != _BEST_MIDDLE, pair)):
                if first == start and (second := modes.get((middle, end))):
                    return (modes[first, middle], second)
    return None


def advice(source: str, target: str) -> str:
    """What an operator installs for the pair, as Debian calls it."""
    pair = source.split("-")[0], target.split("-")[0]
    packages = PACKAGES.get(pair) or PACKAGES.get((pair[1], pair[0])) or []
    named = " ".join(["apertium", *packages])
    return f"apt-get install {named}" if packages else "apt-cache search ^apertium-"


def _language(name: str) -> str:
    language, _, region = name.partition("_")
    language = _TWO_LETTERS.get(language, language)
    return f"{language}-{region}" if region else language


def _stages(script: str) -> tuple[tuple[str, ...], ...]:
    """The file is one shell pipeline. `$1` is how unknown words are shown, `$2` is not for us."""
    line = " ".join(script.split()).removesuffix("|")
    return tuple(_stage(command) for command in line.split("|"))


def _stage(command: str) -> tuple[str, ...]:
    words: Sequence[str] = shlex.split(command.replace("$1", "-g").replace("$2", ""))
    return tuple(words)
