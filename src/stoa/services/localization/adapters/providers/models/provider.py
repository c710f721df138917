"""Models in a folder as a provider."""

import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from stoa.kernel.errors import Defect, Unavailable
from stoa.kernel.locale import Locale
from stoa.services.localization.adapters.providers.child import Child
from stoa.services.localization.config import ModelsSettings
from stoa.services.localization.domain.providers.answer import Answer, Translated
from stoa.services.localization.domain.providers.limits import Limits
from stoa.services.localization.domain.providers.marks import as_signs, out_of_signs

_WORK = Path(__file__).with_name("work.py")
_REPLIES = msgspec.json.Decoder(list[tuple[str, float]])


class Models:
    """One model a locale pair, in a folder named `en-es`; each that is asked for stays in memory."""

    name = "models"
    limits = Limits(texts=64, characters=20_000, at_once=1, within_s=120.0, abroad=False)

    def __init__(self, settings: ModelsSettings) -> None:
        self._settings = settings
        self._children: dict[Path, Child] = {}

    def translates(self, source: Locale, target: Locale) -> bool:
        return self._folder(source, target) is not None

    async def translate(self, texts: Sequence[str], source: Locale, target: Locale) -> list[Answer]:
        """Marks as signs: the vocabularies of such models have no private-use characters."""
        folder = self._folder(source, target)
        if folder is None:
            raise Unavailable("provider.missing", provider=self.name)
        question = [as_signs(text) for text in texts]
        replies = await self._child(folder).ask(question, _REPLIES) if texts else []
        if len(replies) != len(texts):
            raise Defect("provider.malformed", provider=self.name)
        return [
            Translated(out_of_signs(text), self.name, folder.name, likelihood=score)
            for text, score in replies
        ]

    async def close(self) -> None:
        for child in self._children.values():
            await child.close()

    def _child(self, folder: Path) -> Child:
        python = str(self._settings.python or sys.executable)
        command = [python, "-I", str(_WORK), str(folder)]
        return self._children.setdefault(folder, Child(self.name, command, self.limits.within_s))

    def _folder(self, source: Locale, target: Locale) -> Path | None:
        for end in (target, target.split("-")[0]):
            for start in (source, source.split("-")[0]):
                if (self._settings.models / f"{start}-{end}" / "model.bin").exists():
                    return self._settings.models / f"{start}-{end}"
        return None
