"""The chain as its settings want it."""

from collections.abc import Callable, Mapping
from typing import Any

from stoa.kernel.clock import Clock
from stoa.kernel.errors import Invalid
from stoa.services.localization.adapters.providers.apertium.provider import Apertium
from stoa.services.localization.adapters.providers.asking import Asking
from stoa.services.localization.adapters.providers.chain import Chain
from stoa.services.localization.adapters.providers.ledger import MemoryLedger
from stoa.services.localization.adapters.providers.models.provider import Models
from stoa.services.localization.adapters.providers.recorded import Recorded
from stoa.services.localization.adapters.providers.services.amazon import Amazon
from stoa.services.localization.adapters.providers.services.deepl import DeepL
from stoa.services.localization.adapters.providers.services.google import Google
from stoa.services.localization.adapters.providers.services.google_cloud import GoogleCloud
from stoa.services.localization.adapters.providers.services.libretranslate import LibreTranslate
from stoa.services.localization.adapters.providers.services.microsoft import Microsoft
from stoa.services.localization.adapters.providers.services.openai import OpenAi
from stoa.services.localization.adapters.providers.thot.provider import Thot
from stoa.services.localization.config import (
    AmazonSettings,
    ApertiumSettings,
    DeepLSettings,
    GoogleCloudSettings,
    GoogleSettings,
    LibreTranslateSettings,
    MachineTranslationSettings,
    MicrosoftSettings,
    ModelsSettings,
    OpenAiSettings,
    ProviderSettings,
    RecordedSettings,
    ThotSettings,
)
from stoa.services.localization.domain.providers.budget import Budget
from stoa.services.localization.domain.providers.routes import Route, route_of
from stoa.services.localization.ports import Ledger, Provider


def chain_of(
    settings: MachineTranslationSettings,
    clock: Clock,
    ledger_of: Callable[[Mapping[str, Budget]], Ledger] | None = None,
) -> Chain:
    """ledger_of: makes one for budgets by provider; without it this process counts for itself.

    Raises Invalid for a route that cannot be read or names nobody, and as the providers do.
    """
    providers = {
        provider.name: (provider, one) for one in settings.providers for provider in [made(one, clock)]
    }
    budgets = {
        name: Budget(one.characters_a_month, one.microusd_a_month) for name, (_, one) in providers.items()
    }
    ledger = ledger_of(budgets) if ledger_of else MemoryLedger(budgets, clock)
    askings = [Asking(provider, ledger) for provider, _ in providers.values()]
    return Chain(askings, [_route(text, providers) for text in settings.routes], budgets=budgets)


def made(settings: ProviderSettings, clock: Clock) -> Provider:
    return _MADE[type(settings)](settings, clock)


_MADE: Mapping[type, Callable[[Any, Clock], Provider]] = {
    ApertiumSettings: lambda settings, _: Apertium(settings.folder),
    ThotSettings: lambda settings, _: Thot(settings),
    ModelsSettings: lambda settings, _: Models(settings),
    RecordedSettings: lambda settings, _: Recorded(settings),
    LibreTranslateSettings: lambda settings, _: LibreTranslate(settings),
    OpenAiSettings: lambda settings, _: OpenAi(settings),
    GoogleSettings: lambda settings, _: Google(settings),
    GoogleCloudSettings: GoogleCloud,
    MicrosoftSettings: lambda settings, _: Microsoft(settings),
    DeepLSettings: lambda settings, _: DeepL(settings),
    AmazonSettings: Amazon,
}


def _route(text: str, providers: Mapping[str, object]) -> Route:
    try:
        route = route_of(text)
    except ValueError as error:
        raise Invalid("provider.route", field="routes", route=text) from error
    if not providers.keys() >= set(route.providers):
        raise Invalid("provider.route", field="routes", route=text)
    return route
