"""Machines as the settings file of this installation names them."""

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from stoa.kernel.clock import Clock
from stoa.kernel.errors import Invalid
from stoa.runtime.config import decode_setting
from stoa.services.localization.adapters.providers.chain import Chain
from stoa.services.localization.adapters.providers.made import chain_of
from stoa.services.localization.config import MachineTranslationSettings
from stoa.services.localization.domain.providers.budget import Budget
from stoa.services.localization.ports import Ledger

FILE = "machines.toml"
"""In the data folder, readable by its owner alone: keys of services stand in it."""


def settings_of(folder: Path) -> MachineTranslationSettings:
    """Without the file, Apertium where it is installed. Raises Invalid for one that cannot be understood."""
    path = folder / FILE
    return _read(path) if path.is_file() else MachineTranslationSettings()


def machines_of(
    folder: Path, clock: Clock, ledger_of: Callable[[Mapping[str, Budget]], Ledger] | None = None
) -> Chain:
    """The machines of `settings_of`. ledger_of: as of `chain_of`."""
    return chain_of(settings_of(folder), clock, ledger_of)


def _read(path: Path) -> MachineTranslationSettings:
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        return msgspec.convert(told, MachineTranslationSettings, dec_hook=decode_setting)
    except (ValueError, msgspec.ValidationError) as error:
        raise Invalid("machines.unreadable", file=path.name, why=str(error)) from error
