"""A machine of one's own learns from the translation memory of a tenant."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from stoa.compose.engines.program import Trouble
from stoa.compose.operator import Operator
from stoa.kernel.errors import Defect, Unavailable
from stoa.kernel.ids import TenantId
from stoa.kernel.locale import Locale
from stoa.runtime.config import Settings
from stoa.services.localization.adapters.machines import FILE, settings_of
from stoa.services.localization.adapters.providers.thot.provider import train
from stoa.services.localization.config import ThotSettings
from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.queries.training import learnt_pairs

LEAST = 100
"""Pairs. With fewer there is nothing to learn from: every sentence is what the memory finds by itself."""
_THOT = Path(".thot") / "bin" / "python"
Told = Callable[[str], None]
"""Hears where the work stands, in words."""


@dataclass(frozen=True, slots=True)
class Trained:
    """pairs: that it learnt from. advice: what is to be done before it is asked, empty for nothing."""

    pairs: int
    folder: Path
    advice: str


async def train_machine(
    operator: Operator, settings: Settings, tenant: TenantId, source: Locale, target: Locale, told: Told
) -> Trained:
    """Raises Trouble, which says what is missing."""
    thot, routed = _thot(settings.data)
    if not thot.python.exists():
        raise Trouble(
            f"Thot is not installed at {thot.python}. Its licence is the LGPL, so it has an environment of"
            " its own: `make .thot/ready` makes one. Nothing was trained."
        )
    told("reading the memory")
    db, caller = operator.databases["localization"], operator.caller(tenant)
    pairs = await learnt_pairs(db, caller, LocalePair(source, target))
    if len(pairs) < LEAST:
        raise Trouble(
            f"The memory holds {len(pairs)} units from {source} into {target}; a machine needs {LEAST} at"
            " least, and some thousands to be of use. Import a TMX file, or translate more, then train again."
        )
    told(f"learning from {len(pairs)} units; ten thousand take minutes")
    try:
        learnt = await train(thot, pairs, source, target, told=_telling(told))
    except (Unavailable, Defect) as error:
        raise Trouble(
            f"Thot could not be trained. See that {thot.python} has sil-thot and sil-machine"
            " (`make .thot/ready`), and that the disk has room. The model there was is as it was."
        ) from error
    return Trained(
        learnt, thot.models / f"{source}-{target}", "" if routed else _advice(thot, source, target)
    )


def _thot(data: Path) -> tuple[ThotSettings, bool]:
    """Where its models and its environment are, and whether it is asked for translations already."""
    for one in settings_of(data).providers:
        if isinstance(one, ThotSettings):
            return one, True
    return ThotSettings(models=data / "thot", python=Path.cwd() / _THOT), False


def _telling(told: Told) -> Callable[[str, float], None]:
    def tell(step: str, share: float) -> None:
        told(f"{step[:1].lower()}{step[1:] or 'learning'}, {share:.0%}")

    return tell


def _advice(thot: ThotSettings, source: Locale, target: Locale) -> str:
    return (
        f"To have it asked, write into {FILE} in the data folder, and start the platform anew:\n\n"
        f'routes = ["{source}>{target} thot apertium", "*>* apertium"]\n\n'
        '[[providers]]\ntype = "apertium"\n\n'
        f'[[providers]]\ntype = "thot"\nmodels = "{thot.models}"\npython = "{thot.python}"'
    )
