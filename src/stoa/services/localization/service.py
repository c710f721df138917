"""Localization as the platform sees it."""

from stoa.contracts.localization import (
    LocaleChosen,
    LocaleReady,
    LocaleRemoved,
    PostEditAccepted,
    PostEditRequested,
    SegmentsChanged,
    TranslationRequested,
    UnitsTranslated,
)
from stoa.runtime.service import Service
from stoa.services.localization import tables

SERVICE = Service(
    name="localization",
    metadata=tables.METADATA,
    migrations="stoa.services.localization",
    emits=[
        LocaleChosen,
        LocaleRemoved,
        SegmentsChanged,
        TranslationRequested,
        UnitsTranslated,
        PostEditRequested,
        PostEditAccepted,
        LocaleReady,
    ],
)
