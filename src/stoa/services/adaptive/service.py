"""Adaptive as the platform sees it."""

from collections.abc import Mapping
from typing import Any

from stoa.contracts.adaptive import (
    DecisionsMade,
    FloodNoticed,
    LearnerAtRisk,
)
from stoa.runtime.partitions import Log
from stoa.runtime.service import Platform, Service, Stream
from stoa.runtime.vouchers import Vouchers
from stoa.services.adaptive import consumers, stream, tables
from stoa.services.adaptive.adapters.courses import ObjectCourses
from stoa.services.adaptive.adapters.holders import LogHolders
from stoa.services.adaptive.adapters.past import LogPast
from stoa.services.adaptive.adapters.telling import LogTelling
from stoa.services.adaptive.adapters.vouching import BucketVouching
from stoa.services.adaptive.domain.own_words import ItemCalibrated, PolicyActivated, TrialRequested
from stoa.services.adaptive.domain.throttle import Throttle
from stoa.services.adaptive.http.adaptive import Adaptive
from stoa.services.adaptive.http.policies import CoursePolicies, Trials
from stoa.services.adaptive.http.telemetry import Telemetry
from stoa.services.adaptive.pages import PAGES


def _provide(platform: Platform) -> Mapping[str, Any]:
    log = Log(platform.bus)
    vouchers = Vouchers(platform.settings.web.token_key)
    return {
        "telling": LogTelling(log),
        "throttle": Throttle(),
        "holders": LogHolders(log),
        "past": LogPast(log),
        "courses": ObjectCourses(platform.objects),
        "vouching": BucketVouching(platform.objects, vouchers, platform.clock),
    }


SERVICE = Service(
    name="adaptive",
    metadata=tables.METADATA,
    migrations="stoa.services.adaptive",
    doors=[Telemetry, Adaptive, CoursePolicies, Trials, *PAGES],
    consumers=[
        consumers.on_learner_enrolled,
        consumers.on_enrolment_ended,
        consumers.on_consent_chosen,
        consumers.on_run_scheduled,
        consumers.on_manifest_activated,
        consumers.on_policy_activated,
        consumers.on_item_calibrated,
        consumers.on_trial_requested,
    ],
    streams=[Stream("fold_log", run=stream.fold_log, live=True)],
    emits=[DecisionsMade, LearnerAtRisk, FloodNoticed, PolicyActivated, ItemCalibrated, TrialRequested],
    provide=_provide,
)
