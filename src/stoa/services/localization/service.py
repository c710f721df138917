"""Localization as the platform sees it."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from stoa.contracts.localization import (
    AudienceChosen,
    LocaleChosen,
    LocaleReady,
    LocaleRemoved,
    PostEditAccepted,
    PostEditRequested,
    ProblemReported,
    ProblemSettled,
    SegmentsChanged,
    TranslationRequested,
    UnitsTranslated,
)
from stoa.runtime.service import Job, Nav, Platform, Service, Stream
from stoa.runtime.vouchers import Vouchers
from stoa.services.localization import consumers, jobs, stream, tables
from stoa.services.localization.adapters.asked_memory import AskedMemory
from stoa.services.localization.adapters.held_memory import HeldMemory
from stoa.services.localization.adapters.machines import machines_of
from stoa.services.localization.adapters.sealing import Sealing
from stoa.services.localization.adapters.shown_texts import KeptTexts
from stoa.services.localization.adapters.weblate.servers import Weblates, settings_of
from stoa.services.localization.commands.editions import WHO_MAY_TRANSLATE
from stoa.services.localization.commands.spending import KeptLedger
from stoa.services.localization.domain.bulk import BulkRequested
from stoa.services.localization.domain.file import FileSent
from stoa.services.localization.domain.memory_unit import FileWithdrawn
from stoa.services.localization.domain.pace import Pace
from stoa.services.localization.domain.sync.connection import PassRequested
from stoa.services.localization.domain.wanted import (
    CutRequested,
    EditionTouched,
    GlossaryChanged,
    LookRequested,
    RecheckRequested,
)
from stoa.services.localization.http.bulks import Bulks
from stoa.services.localization.http.calls import Calls
from stoa.services.localization.http.concordance import ConcordanceDoors
from stoa.services.localization.http.connections import Connections, CourseConnections
from stoa.services.localization.http.course_files import CourseFiles
from stoa.services.localization.http.editions import Editions
from stoa.services.localization.http.figures import TranslationFigures
from stoa.services.localization.http.files import Files
from stoa.services.localization.http.log import Log
from stoa.services.localization.http.memory import MemoryDoors
from stoa.services.localization.http.memory_units import MemoryUnits
from stoa.services.localization.http.on_request import OnRequest
from stoa.services.localization.http.post_edits import CourseUnits, PostEdits, Units
from stoa.services.localization.http.problems import Problems
from stoa.services.localization.http.repairs import Repairs
from stoa.services.localization.http.terms import Terms
from stoa.services.localization.pages import PAGES
from stoa.services.localization.ports import Outside
from stoa.services.localization.queries.course_documents import DocumentShelf


def _provide(platform: Platform) -> Mapping[str, Any]:
    index = HeldMemory(platform.settings.data / "memory", AskedMemory(platform.bus.client))
    ledger_of = partial(KeptLedger, platform.database(tables.METADATA))
    machines = machines_of(platform.settings.data, platform.clock, ledger_of)
    sealing = Sealing(platform.settings.web.token_key)
    translators = Weblates(settings_of(platform.settings.data), sealing)
    return {
        "index": index,
        "outside": Outside(index, machines),
        "translators": translators,
        "pace": Pace(),
        "shelf": DocumentShelf(platform.objects.private),
        "texts": KeptTexts(platform.objects),
        "vouchers": Vouchers(platform.settings.web.token_key),
    }


SERVICE = Service(
    name="localization",
    metadata=tables.METADATA,
    migrations="stoa.services.localization",
    doors=[
        Editions,
        PostEdits,
        CourseUnits,
        Units,
        ConcordanceDoors,
        Log,
        Terms,
        MemoryDoors,
        MemoryUnits,
        CourseFiles,
        Files,
        TranslationFigures,
        Repairs,
        CourseConnections,
        Connections,
        Calls,
        Bulks,
        OnRequest,
        Problems,
        *PAGES,
    ],
    consumers=[
        consumers.on_revision_published,
        consumers.on_course_archived,
        consumers.on_course_restored,
        consumers.on_cut_requested,
        consumers.on_translation_requested,
        consumers.on_edition_touched,
        consumers.on_glossary_changed,
        consumers.on_recheck_requested,
        consumers.on_bulk_requested,
        consumers.on_file_sent,
        consumers.on_file_withdrawn,
        consumers.on_run_scheduled,
        consumers.on_manifest_published,
        consumers.on_manifest_activated,
        consumers.on_manifest_withdrawn,
        consumers.on_publication_failed,
        consumers.on_look_requested,
        consumers.on_pass_requested,
    ],
    emits=[
        LocaleChosen,
        LocaleRemoved,
        AudienceChosen,
        SegmentsChanged,
        TranslationRequested,
        UnitsTranslated,
        PostEditRequested,
        PostEditAccepted,
        ProblemReported,
        ProblemSettled,
        LocaleReady,
        CutRequested,
        EditionTouched,
        GlossaryChanged,
        RecheckRequested,
        BulkRequested,
        FileSent,
        FileWithdrawn,
        LookRequested,
        PassRequested,
    ],
    jobs=[
        Job("look_around", every_s=300, run=jobs.look_around),
        Job("look_into_everything", every_s=1800, run=jobs.look_into_everything),
        Job("keep_in_step", every_s=30, run=jobs.keep_in_step),
        Job("thin_bulks", every_s=3600, run=jobs.thin_bulks),
        Job("forget_shares", every_s=3600, run=jobs.forget_shares),
        Job("fit_chances", every_s=3600, run=jobs.fit_chances),
    ],
    streams=[Stream("follow_memory", run=stream.follow_memory)],
    nav=[Nav(label="Translation", href="/translation", icon="languages", roles=WHO_MAY_TRANSLATE, order=60)],
    provide=_provide,
)
