"""Targets that stand already are held against the glossary as it is now."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from stoa.kernel.locale import Locale
from stoa.services.localization.domain.checks.finding import Rendering
from stoa.services.localization.domain.checks.terms import term_forbidden, term_missing
from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.judgement import ASKING, Judgement
from stoa.services.localization.domain.proposal import Origin
from stoa.services.localization.domain.task import Task
from stoa.services.localization.domain.terms.glossary import Glossary
from stoa.services.localization.domain.unit import State, Unit

_OF_TERMS = {"term_forbidden": term_forbidden, "term_missing": term_missing}


def differs(task: Task, glossary: Glossary) -> bool:
    """Whether the unit tells something else of its terms than the glossary does now."""
    source, pair = task.segment.coded, glossary.pair
    target = CodedText(task.unit.target, source.codes)
    rendering = Rendering(source, target, Locale(pair.source), Locale(pair.target), glossary=glossary)
    now = [(name, data) for name, rule in _OF_TERMS.items() for data in rule(rendering)]
    told = [(one["check"], one["data"]) for one in task.unit.checks if one["check"] in _OF_TERMS]
    return sorted(now, key=str) != sorted(told, key=str)


def rechecked(task: Task, judgement: Judgement, threshold: float, now: datetime) -> Unit:
    """The unit with what the checks say now.

    What nobody has said a word about goes by the rules that a proposal goes by: what lacks a term does not
    stand by itself, and what was held back by nothing else stands. A person's word stays, with its findings;
    so does whatever somebody is at work at. The version counts what is said, and a finding is not said.
    """
    unit, waiting = task.unit, task.waiting
    after = replace(unit, checks=judgement.findings)
    if unit.by is not None or (waiting is not None and (waiting.is_held(now) or waiting.draft)):
        return after
    state = unit.state
    if judgement.asks:
        state = State.INITIAL
    elif state is State.INITIAL and _asked(unit.checks):
        state = _by_itself(unit, threshold)
    if state is unit.state:
        return after
    return replace(after, state=state, version=unit.version + 1, changed_at=now)


def _asked(checks: tuple[dict[str, Any], ...]) -> bool:
    """Whether it was held back by what was found, and not for what it is."""
    return any(one["check"] in ASKING or one["severity"] == "stops" for one in checks)


def _by_itself(unit: Unit, threshold: float) -> State:
    if unit.origin in {Origin.CONTEXT, Origin.EXACT}:
        return State.TRANSLATED
    sure = unit.origin == Origin.MACHINE and unit.chance is not None and unit.chance >= threshold
    return State.TRANSLATED if sure else State.INITIAL
