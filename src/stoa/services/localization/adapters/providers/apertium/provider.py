"""Apertium as a provider."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from stoa.kernel.errors import Defect
from stoa.kernel.locale import Locale
from stoa.services.localization.adapters.providers.apertium.modes import FOLDER, Mode, installed, way
from stoa.services.localization.adapters.providers.apertium.pipeline import Pipeline
from stoa.services.localization.adapters.providers.apertium.stream import Rendered, line_of, text_of
from stoa.services.localization.domain.providers.answer import Answer, Translated
from stoa.services.localization.domain.providers.limits import Limits


class Apertium:
    """Keeps the programs of each mode that was asked for: up to 200 MB and a dozen processes a mode."""

    name = "apertium"
    limits = Limits(texts=200, characters=40_000, at_once=2, abroad=False)

    def __init__(self, folder: Path = FOLDER) -> None:
        self._modes: Mapping[tuple[str, str], Mode] = installed(folder)
        self._pipelines: dict[str, Pipeline] = {}

    def translates(self, source: Locale, target: Locale) -> bool:
        return way(self._modes, source, target) is not None

    async def translate(self, texts: Sequence[str], source: Locale, target: Locale) -> list[Answer]:
        modes = way(self._modes, source, target) or ()
        known = [1.0] * len(texts)
        for mode in modes:
            rendered = await self._through(mode, texts)
            known = [min(share, _known(one)) for share, one in zip(known, rendered, strict=True)]
            texts = [_edged(text, one.text) for text, one in zip(texts, rendered, strict=True)]
        version = "+".join(mode.name for mode in modes)
        return [
            Translated(text, self.name, version, known_share=share)
            for text, share in zip(texts, known, strict=True)
        ]

    async def close(self) -> None:
        for pipeline in self._pipelines.values():
            await pipeline.close()

    async def _through(self, mode: Mode, texts: Sequence[str]) -> list[Rendered]:
        pipeline = self._pipelines.setdefault(mode.name, Pipeline(mode))
        lines = [line_of(text) for text in texts]
        streams = await pipeline.run([line.stream for line in lines], self.limits.within_s)
        try:
            return [text_of(stream, line.held) for stream, line in zip(streams, lines, strict=True)]
        except ValueError as error:
            raise Defect("provider.malformed", provider=self.name, mode=mode.name) from error


def _edged(source: str, target: str) -> str:
    """Without the blank that the end of the text before leaves in the stream."""
    return target if source[:1].isspace() else target.lstrip(" ")


def _known(rendered: Rendered) -> float:
    return 1.0 if not rendered.words else 1.0 - min(1.0, rendered.unknown / rendered.words)
