"""Machine translation on this machine: how fast, how well, and whether codes come through whole.

How well is chrF over FLORES dev, beside what Google, Microsoft and bergamot answered to the same sentences,
which was recorded; and over help texts, where Thot has learned from a memory of the same kind. How fast is
beside the bare programs of Apertium in the same run. Takes the folder with the data, then parts: `apertium`,
`thot`, and `whole` for Thot over all 5,000 blocks instead of 300.
"""

import asyncio
import gzip
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.blocks import Block, blocks_in, whole
from bench.results import keep
from stoa.kernel.clock import utc_now
from stoa.kernel.locale import Locale
from stoa.services.localization.adapters.providers.apertium.modes import advice, installed
from stoa.services.localization.adapters.providers.apertium.stream import line_of
from stoa.services.localization.adapters.providers.made import chain_of
from stoa.services.localization.adapters.providers.thot.provider import train
from stoa.services.localization.config import (
    ApertiumSettings,
    MachineTranslationSettings,
    ProviderSettings,
    RecordedSettings,
    ThotSettings,
)
from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.providers.answer import Answer, Translated

EN, ES = Locale("en"), Locale("es")
THOT = Path(".thot/bin/python")
BLOCKS = 5_000
PAIRS = 4_000
TESTED = 300
_TOGETHER = 400


async def translated(
    settings: ProviderSettings, name: str, texts: Sequence[CodedText]
) -> tuple[list[Answer], float]:
    """Answers and texts a second, once the engine is up."""
    chain = chain_of(MachineTranslationSettings(providers=(settings,), routes=(f"*>* {name}",)), utc_now)
    await chain.translate(texts[:1], EN, ES)
    began = time.perf_counter()
    answers: list[Answer] = []
    for start in range(0, len(texts), _TOGETHER):
        answers += await chain.translate(texts[start : start + _TOGETHER], EN, ES)
    took = time.perf_counter() - began
    await chain.close()
    return answers, len(texts) / took


def bare_per_s(texts: Sequence[CodedText]) -> float:
    """Apertium's programs alone, fed with all at once."""
    streams = b"".join(line_of(text.text).stream.encode() + b"\0" for text in texts)
    command = " | ".join(" ".join([one[0], "-z", *one[1:]]) for one in installed()["en", "es"].stages)
    began = time.perf_counter()
    subprocess.run(["bash", "-c", command], input=streams, capture_output=True, check=True)
    return len(texts) / (time.perf_counter() - began)


def chrf(targets: Sequence[str], references: Sequence[str]) -> float:
    """By sacrebleu, in the environment of the bench."""
    script = "import json,sys,sacrebleu as s; t,r=json.load(sys.stdin); print(s.corpus_chrf(t,[r]).score)"
    sent = json.dumps([targets, references])
    done = subprocess.run([THOT, "-c", script], input=sent, capture_output=True, text=True, check=True)
    return round(float(done.stdout), 1)


def words_of(answers: Sequence[Answer]) -> list[str]:
    return [answer.target if isinstance(answer, Translated) else "" for answer in answers]


async def flores(folder: Path) -> dict[str, float]:
    file = folder / "flores-dev-mt-outputs.json.gz"
    kept: dict[str, Any] = json.loads(gzip.decompress(file.read_bytes()))
    sources = [CodedText(text) for text in kept["en"]]
    found: dict[str, float] = {}
    for engine in ("google", "microsoft", "bergamot-tiny"):
        answers, _ = await translated(
            RecordedSettings(file=file, engine=engine), f"recorded-{engine}", sources
        )
        found[engine] = chrf(words_of(answers), kept["es"]["ref"])
    answers, _ = await translated(ApertiumSettings(), "apertium", sources)
    return found | {"apertium": chrf(words_of(answers), kept["es"]["ref"])}


async def through(settings: ProviderSettings, name: str, blocks: Sequence[Block]) -> dict[str, Any]:
    texts = [text for block in blocks for text in block.texts]
    answers, per_s = await translated(settings, name, texts)
    published, faults = whole(blocks, answers)
    return {"per_s": round(per_s, 1), "blocks": len(blocks), "published": published, "not_whole": len(faults)}


async def learned(blocks: Sequence[Block], others: Sequence[Block], models: Path) -> dict[str, Any]:
    """Thot after a memory of help texts, beside Apertium on the same texts, which were not in it.

    others: blocks that were not in it either, whose codes must come through whole.
    """
    pairs = [pair for block in blocks[:-TESTED] for pair in block.pairs]
    thot = ThotSettings(models=models, python=THOT.absolute())
    began = time.perf_counter()
    count = await train(thot, pairs[:PAIRS], EN, ES)
    took = time.perf_counter() - began
    tested = [pair for block in blocks[-TESTED:] for pair in block.pairs]
    sources, references = [CodedText(source) for source, _ in tested], [target for _, target in tested]
    plain = [CodedText("".join(sign for sign in one.text if sign < "\ue000")) for one in sources]
    bare = ["".join(sign for sign in one if sign < "\ue000") for one in references]
    by_thot, thot_per_s = await translated(thot, "thot", plain)
    by_apertium, _ = await translated(ApertiumSettings(), "apertium", plain)
    return {
        "pairs": count,
        "training_s": round(took),
        "per_s": round(thot_per_s, 1),
        "chrf": {"thot": chrf(words_of(by_thot), bare), "apertium": chrf(words_of(by_apertium), bare)},
        "codes": await through(thot, "thot", others),
    }


async def by_rules(folder: Path, blocks: Sequence[Block]) -> dict[str, Any]:
    bare = bare_per_s([text for block in blocks for text in block.texts])
    measured = await through(ApertiumSettings(), "apertium", blocks)
    return measured | {"bare_per_s": round(bare, 1), "flores_es_chrf": await flores(folder)}


async def main(folder: Path, parts: Sequence[str]) -> None:
    if ("en", "es") not in installed():
        sys.exit(f"This bench needs Apertium: {advice('en', 'es')}")
    blocks = blocks_in(folder / "lo-help-train.jsonl.gz", "es")
    if "apertium" in parts:
        said = keep("engines", part="apertium", **await by_rules(folder, blocks[:BLOCKS]))
        print(json.dumps(said, indent=2), flush=True)
    if "thot" in parts:
        others = blocks[: BLOCKS if "whole" in parts else TESTED]
        with tempfile.TemporaryDirectory() as models:
            measured = await learned(blocks[BLOCKS:][: PAIRS + TESTED], others, Path(models))
        print(json.dumps(keep("engines", part="thot", **measured), indent=2), flush=True)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2:] or ["apertium", "thot"]))
