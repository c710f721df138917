"""Assessment: items and their keys, attempts, responses, grades."""

from collections.abc import Mapping
from typing import Any

from stoa.contracts.assessment import AttemptStarted, AttemptSubmitted, ResponseScored, ScoreOverridden
from stoa.runtime.names import Names
from stoa.runtime.service import Platform, Service
from stoa.services.assessment import consumers, http, pages, tables
from stoa.services.assessment.commands.responses import Intake
from stoa.services.assessment.store.shelf import Shelf


def _provide(platform: Platform) -> Mapping[str, Any]:
    return {
        "shelf": Shelf(),
        "intake": Intake(rhythm_s=0.01),
        "names": Names(platform.bus.client),
    }


SERVICE = Service(
    name="assessment",
    metadata=tables.METADATA,
    migrations="stoa.services.assessment",
    doors=[http.Attempts, http.Grades, pages.Assess, pages.AttemptItems, pages.GradebookPages],
    consumers=[
        consumers.on_revision_published,
        consumers.on_locale_ready,
        consumers.on_manifest_activated,
        consumers.on_manifest_withdrawn,
        consumers.on_pilot_activated,
        consumers.on_pilot_ended,
        consumers.on_learner_enrolled,
        consumers.on_enrolment_ended,
        consumers.on_object_completed,
        consumers.on_course_judged,
        consumers.on_run_scheduled,
    ],
    emits=[AttemptStarted, ResponseScored, AttemptSubmitted, ScoreOverridden],
    provide=_provide,
)
