"""Models of Thot as a provider, and how they are trained."""

import asyncio
import tempfile
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import msgspec

from stoa.kernel.errors import Defect, Unavailable
from stoa.kernel.locale import Locale
from stoa.services.localization.adapters.providers.child import Child
from stoa.services.localization.adapters.providers.thot import tokens as joined
from stoa.services.localization.config import ThotSettings
from stoa.services.localization.domain.providers.answer import Answer, Translated
from stoa.services.localization.domain.providers.limits import Limits

_WORK = Path(__file__).with_name("work.py")
_Replies = list[tuple[list[str], list[int], float]]
_REPLIES = msgspec.json.Decoder(_Replies)
Told = Callable[[str, float], None]
_MADE = "made"
"""A file that is there when a model is whole; its time is the model's version."""
_MOST_TOKENS = 200
"""Longer segments are left out of training, as Thot itself does."""


class _Said(msgspec.Struct, frozen=True):
    """A line of training: how far it is, or how many pairs it had at its end."""

    step: str = ""
    share: float = 1.0
    pairs: int | None = None


class Thot:
    """One model a locale pair, in a folder named `en-es`; each that is asked for stays in memory."""

    name = "thot"
    limits = Limits(texts=20, characters=10_000, at_once=1, within_s=300.0, abroad=False)

    def __init__(self, settings: ThotSettings) -> None:
        self._settings = settings
        self._children: dict[Path, tuple[str, Child]] = {}

    def translates(self, source: Locale, target: Locale) -> bool:
        return _model(self._settings.models, source, target) is not None

    async def translate(self, texts: Sequence[str], source: Locale, target: Locale) -> list[Answer]:
        folder = _model(self._settings.models, source, target)
        if folder is None:
            raise Unavailable("provider.missing", provider=self.name)
        written = [joined.tokens_of(text) for text in texts]
        question = [" ".join(joined.lowered(one)) for one in written]
        version = f"{folder.name}-{int((folder / _MADE).stat().st_mtime)}"
        replies = await (await self._child(folder, version)).ask(question, _REPLIES) if texts else []
        if len(replies) != len(texts):
            raise Defect("provider.malformed", provider=self.name)
        return [
            self._answer(*reply, source=one, version=version)
            for reply, one in zip(replies, written, strict=True)
        ]

    async def close(self) -> None:
        for _, child in self._children.values():
            await child.close()

    async def _child(self, folder: Path, version: str) -> Child:
        """A model that was trained anew meanwhile takes the place of the one in memory."""
        known, child = self._children.get(folder, ("", None))
        if child is None or known != version:
            if child is not None:
                await child.close()
            command = [str(self._settings.python), "-I", str(_WORK), "serve", str(folder)]
            child = Child(self.name, command, self.limits.within_s)
            self._children[folder] = version, child
        return child

    def _answer(
        self, tokens: list[str], unknown: list[int], confidence: float, *, source: list[str], version: str
    ) -> Translated:
        target = joined.text_of(joined.with_capitals(tokens, unknown, source))
        known = 1.0 - len(unknown) / len(tokens) if tokens else 0.0
        return Translated(target, self.name, version, likelihood=confidence, known_share=known)


async def train(
    settings: ThotSettings,
    pairs: Iterable[tuple[str, str]],
    source: Locale,
    target: Locale,
    tries: int = 25,
    told: Told = lambda _step, _share: None,
) -> int:
    """A model of approved units, in place of the one there was; how many pairs it was trained on.

    pairs: source and target with their marks. tries: how often other weights are tried. told: hears what is
    done now, and how much of all in [0, 1]. Takes minutes of one core for ten thousand pairs.
    Raises Unavailable without its environment, Defect when training fails.
    """
    folder = settings.models / f"{source}-{target}"
    with tempfile.TemporaryDirectory(dir=_made(settings.models)) as scratch:
        sides = Path(scratch, "source"), Path(scratch, "target")
        await asyncio.to_thread(_write, sides, pairs)
        model = Path(scratch, "model")
        command = [str(settings.python), "-I", str(_WORK), "train", str(model), *map(str, sides), str(tries)]
        trained = await _run(command, told)
        (model / _MADE).touch()
        await asyncio.to_thread(_swap, model, folder, Path(scratch, "old"))
    return trained


async def _run(command: Sequence[str], told: Told) -> int:
    try:
        process = await asyncio.create_subprocess_exec(*command, stdout=PIPE, stderr=DEVNULL)
    except FileNotFoundError as error:
        raise Unavailable("provider.missing", provider="thot") from error
    assert process.stdout is not None
    trained = None
    async for line in process.stdout:
        said = msgspec.json.decode(line, type=_Said)
        trained = said.pairs
        told(said.step, said.share)
    if await process.wait() or trained is None:
        raise Defect("provider.ended", provider="thot", mode="train")
    return trained


def _write(sides: tuple[Path, Path], pairs: Iterable[tuple[str, str]]) -> None:
    with sides[0].open("w", encoding="utf-8") as sources, sides[1].open("w", encoding="utf-8") as targets:
        for source, target in pairs:
            ours, theirs = joined.lowered(joined.tokens_of(source)), joined.tokens_of(target)
            if ours and theirs and max(len(ours), len(theirs)) <= _MOST_TOKENS:
                sources.write(" ".join(ours) + "\n")
                targets.write(" ".join(theirs) + "\n")


def _swap(model: Path, folder: Path, old: Path) -> None:
    """Nobody sees half a model: a process that has the old one in memory keeps it until it is closed."""
    if folder.exists():
        folder.rename(old)
    model.rename(folder)


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _model(models: Path, source: Locale, target: Locale) -> Path | None:
    """Trained for the two, or for the language of the target without its region."""
    for end in (target, target.split("-")[0]):
        for start in (source, source.split("-")[0]):
            if (models / f"{start}-{end}" / _MADE).exists():
                return models / f"{start}-{end}"
    return None
