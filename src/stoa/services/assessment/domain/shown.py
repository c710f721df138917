"""What a learner is shown of an item of an attempt at the moment: the only way from an item to a browser."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from math import isclose

from stoa.kernel.errors import Invalid
from stoa.services.assessment.domain.face import Face, GapFace, Option
from stoa.services.assessment.domain.item import Given, Item
from stoa.services.assessment.domain.outcome import Outcome, Remark, Verdict
from stoa.services.assessment.domain.shuffle import Shuffle
from stoa.services.assessment.domain.standing import Standing, State, Try

Resolve = Callable[[str], str]
"""Puts real addresses into html."""


@dataclass(frozen=True, slots=True)
class Told:
    """The outcome of the last try. share: of the points; points: earned by it. feedback, comment: html."""

    share: float
    points: float
    verdict: Verdict
    feedback: str
    comment: str
    remarks: Mapping[str, Remark]


@dataclass(frozen=True, slots=True)
class Solution:
    """What was right. given: a response that earns everything, None where none can be named. html: why."""

    given: Given | None
    html: str


@dataclass(frozen=True, slots=True)
class ShownItem:
    """given: the last response, as it was sent. tries: taken. hints: html of those asked for."""

    face: Face
    state: State
    given: Given | None
    tries: int
    tries_left: int
    hints: tuple[str, ...]
    told: Told | None
    solution: Solution | None


def show(standing: Standing, shuffle: Shuffle, resolve: Resolve) -> ShownItem:
    item = standing.item
    return ShownItem(
        face=_resolved(item.face(shuffle), resolve),
        state=standing.state,
        given=item.echo(standing.last.response, shuffle) if standing.last else None,
        tries=len(standing.shares),
        tries_left=standing.tries_left,
        hints=tuple(resolve(hint) for hint in standing.hints_shown),
        told=_told(standing, shuffle, resolve),
        solution=_solution(standing, shuffle, resolve),
    )


def _told(standing: Standing, shuffle: Shuffle, resolve: Resolve) -> Told | None:
    if standing.last is None or not standing.may_tell:
        return None
    item = standing.item
    outcome = _outcome(item, standing.last, shuffle)
    return Told(
        share=outcome.share,
        points=item.points * outcome.share * standing.policy.worth(standing.last.number),
        verdict=outcome.verdict,
        feedback=resolve(item.feedback.to(outcome.verdict)),
        comment=resolve(outcome.comment),
        remarks={
            place: replace(remark, html=resolve(remark.html)) for place, remark in outcome.remarks.items()
        },
    )


def _outcome(item: Item, last: Try, shuffle: Shuffle) -> Outcome:
    """What was given in another language may be no right word in this one: what it was found worth holds."""
    kept = Outcome(last.share)
    try:
        found = item.score(last.response, shuffle)
    except Invalid:
        return kept
    return found if isclose(found.share, kept.share, abs_tol=1e-9) else kept


def _solution(standing: Standing, shuffle: Shuffle, resolve: Resolve) -> Solution | None:
    if not standing.may_reveal:
        return None
    key = standing.item.key()
    given = standing.item.echo(key, shuffle) if key is not None else None
    return Solution(given, resolve(standing.item.solution))


def _resolved(face: Face, resolve: Resolve) -> Face:
    return replace(
        face,
        prompt=resolve(face.prompt),
        options=_options(face.options, resolve),
        targets=_options(face.targets, resolve),
        text=tuple(
            replace(piece, options=_options(piece.options, resolve))
            if isinstance(piece, GapFace)
            else resolve(piece)
            for piece in face.text
        ),
    )


def _options(options: tuple[Option, ...], resolve: Resolve) -> tuple[Option, ...]:
    return tuple(replace(option, html=resolve(option.html)) for option in options)
