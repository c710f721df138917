"""Settings: which machines translate which locales, and which Weblates courses may be joined to."""

from pathlib import Path

import msgspec

from stoa.runtime.config import Secret


class Priced(msgspec.Struct, frozen=True, kw_only=True):
    """What each provider has. microusd_per_character: millionths of a US dollar; 20 is 20 dollars a million.

    characters_a_month, microusd_a_month: not to be gone beyond; None is no bound.
    """

    microusd_per_character: float = 0.0
    characters_a_month: int | None = None
    microusd_a_month: int | None = None


class ApertiumSettings(Priced, frozen=True, kw_only=True, tag="apertium"):
    """folder: of its modes."""

    folder: Path = Path("/usr/share/apertium/modes")


class ThotSettings(Priced, frozen=True, kw_only=True, tag="thot"):
    """models: folder with one trained model a locale pair. python: of an environment that has sil-thot."""

    models: Path
    python: Path


class ModelsSettings(Priced, frozen=True, kw_only=True, tag="models"):
    """models: folder with `en-es/` and so on, each a CTranslate2 model with its SentencePiece files.

    python: of an environment that has ctranslate2 and sentencepiece; None for the one that Stoa runs in.
    """

    models: Path
    python: Path | None = None


class RecordedSettings(Priced, frozen=True, kw_only=True, tag="recorded"):
    """file: answers that were kept, as in `adapters/providers/recorded.py`. engine: whose."""

    file: Path
    engine: str


class LibreTranslateSettings(Priced, frozen=True, kw_only=True, tag="libretranslate"):
    address: str
    key: Secret | None = None


class OpenAiSettings(Priced, frozen=True, kw_only=True, tag="openai"):
    """Any OpenAI-compatible address, up to and with its `/v1`. Prices are for a million tokens."""

    address: str
    model: str
    key: Secret | None = None
    usd_per_million_in: float = 0.0
    usd_per_million_out: float = 0.0


class GoogleSettings(Priced, frozen=True, kw_only=True, tag="google"):
    """Version 2, by key."""

    key: Secret
    address: str = "https://translation.googleapis.com"


class GoogleCloudSettings(Priced, frozen=True, kw_only=True, tag="google-cloud"):
    """Version 3, by service account. account: its key file's text. model: as its API names it, if any."""

    project: str
    account: Secret
    location: str = "global"
    model: str | None = None
    address: str = "https://translation.googleapis.com"
    token_address: str = "https://oauth2.googleapis.com/token"  # noqa: S105


class MicrosoftSettings(Priced, frozen=True, kw_only=True, tag="microsoft"):
    key: Secret
    region: str | None = None
    address: str = "https://api.cognitive.microsofttranslator.com"


class DeepLSettings(Priced, frozen=True, kw_only=True, tag="deepl"):
    key: Secret
    address: str = "https://api.deepl.com"


class AmazonSettings(Priced, frozen=True, kw_only=True, tag="amazon"):
    access_key: str
    secret_key: Secret
    region: str
    address: str | None = None


ProviderSettings = (
    ApertiumSettings
    | ThotSettings
    | ModelsSettings
    | RecordedSettings
    | LibreTranslateSettings
    | OpenAiSettings
    | GoogleSettings
    | GoogleCloudSettings
    | MicrosoftSettings
    | DeepLSettings
    | AmazonSettings
)


class MachineTranslationSettings(msgspec.Struct, frozen=True, kw_only=True):
    """routes: as `en>pt-BR deepl apertium`; without any everything goes through Apertium."""

    providers: tuple[ProviderSettings, ...] = (ApertiumSettings(),)
    routes: tuple[str, ...] = ("*>* apertium",)


class WeblateSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """servers: addresses of APIs, up to and with `/api`, that courses may be joined to, and no others."""

    servers: tuple[str, ...] = ()
