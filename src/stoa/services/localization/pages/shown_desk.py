"""A unit on the desk as its page draws it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from stoa.services.localization.domain.coded import Code, CodedText
from stoa.services.localization.domain.differences import differences
from stoa.services.localization.domain.post_edit import Kind
from stoa.services.localization.domain.proposal import Origin
from stoa.services.localization.domain.remembered import Provenance
from stoa.services.localization.domain.task import Neighbour, Task
from stoa.services.localization.pages.told import ShownTerm, shown_terms
from stoa.services.localization.pages.wording import Piece, codes_json, pieces
from stoa.services.localization.queries.desk import Laid

_SHOWN_HISTORY = 50


@dataclass(frozen=True, slots=True)
class Differing:
    """A stretch of what a match was made for. op: same, added or removed, seen from there to here."""

    op: str
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class Offered:
    """number: the key that takes it. share: of how alike the sources are, in percent; None unknown.

    made_for: differences between the source that it translates and this one; empty where they are equal.
    known: where it is from, of the memory. lacks: terms of the glossary that it has in none of their forms.
    """

    number: int
    target: str
    pieces: list[Piece]
    origin: str
    share: int | None
    engine: str
    notes: tuple[str, ...]
    made_for: list[Differing]
    known: Provenance | None
    lacks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """A neighbour in the text. unit: may be opened; target: nothing while it is not translated."""

    source: list[Piece]
    target: list[Piece]
    unit: UUID | None


@dataclass(frozen=True, slots=True)
class Former:
    """One entry of the history, the newest first in a list of them."""

    action: str
    target: list[Piece]
    by: UUID | None
    at: datetime | None
    seconds: int


@dataclass(frozen=True, slots=True)
class Stale:
    """The source changed since the unit was translated. target: that stood then. differs: from the source
    of then to the one of now; empty where nobody knows the former.
    """

    target: list[Piece]
    differs: list[Differing]


@dataclass(frozen=True, slots=True)
class Clash:
    """Somebody changed it meanwhile. theirs: as it is now; parts: from theirs to what was typed."""

    theirs: str
    by: UUID | None
    parts: list[Differing]


@dataclass(frozen=True, slots=True)
class Shown:
    """yours: may be written now. held_until: of whoever has it. written: what stands in the target.

    searched: whether the memory could be asked for what is merely alike.
    """

    task: Task
    source: list[Piece]
    stale: Stale | None
    written: str
    codes: str
    before: list[Beside]
    after: list[Beside]
    offers: list[Offered]
    searched: bool
    history: list[Former]
    terms: list[ShownTerm]
    yours: bool
    free: bool
    review: bool
    machines: bool

    @property
    def coded(self) -> CodedText:
        return self.task.segment.coded


def shown(laid: Laid, person: UUID, kept: str | None = None) -> Shown:
    """kept: what the person had typed already; it goes before what is stored."""
    task = laid.desk.task
    codes = task.segment.coded.codes
    waiting = task.waiting
    held = waiting is not None and waiting.is_held(laid.desk.now)
    written = kept if kept is not None else (waiting.draft if waiting else None)
    stands = task.unit.target if written is None else written
    at = task.segment.position
    around = [(one.segment.position, _beside(one)) for one in laid.desk.around]
    return Shown(
        task=task,
        source=pieces(task.segment.coded.text, codes),
        stale=_stale(laid),
        written=stands,
        codes=codes_json(codes),
        before=[one for position, one in around if position < at],
        after=[one for position, one in around if position > at],
        offers=_offers(laid),
        searched=laid.desk.searched,
        history=_history(laid),
        terms=shown_terms(laid.desk.glossary, task.segment.coded.text, stands),
        yours=waiting is None or (held and waiting.holder == person),
        free=waiting is not None and not (held and waiting.holder != person),
        review=waiting is not None and waiting.kind is Kind.REVIEW,
        machines=laid.machines and task.unit.origin != Origin.MACHINE.value,
    )


def parts(before: str, after: str, codes: tuple[Code, ...]) -> list[Differing]:
    return [Differing(part.op, pieces(part.text, codes)) for part in differences(before, after)]


def _stale(laid: Laid) -> Stale | None:
    former, coded = laid.desk.former, laid.desk.task.segment.coded
    if former is None:
        return None
    differs = parts(laid.was.text, coded.text, coded.codes) if laid.was else []
    return Stale(pieces(former.target, coded.codes), differs)


def _offers(laid: Laid) -> list[Offered]:
    """What the unit says now is the first of them; the same words twice are offered once."""
    task = laid.desk.task
    unit, coded = task.unit, task.segment.coded
    found: dict[str, dict[str, Any]] = {}
    for offer in laid.desk.offers:
        known = laid.desk.known[offer.by]
        made_for = known.source.text
        found.setdefault(
            offer.target.text,
            {
                "origin": offer.origin.value,
                "score": offer.score,
                "engine": "",
                "notes": offer.notes,
                "made_for": parts(made_for, coded.text, coded.codes) if made_for != coded.text else [],
                "known": known,
            },
        )
    if unit.target and unit.origin in (Origin.MACHINE.value, Origin.IMPORT.value):
        own: dict[str, Any] = {
            "origin": unit.origin,
            "score": None,
            "engine": unit.engine,
            "notes": (),
            "made_for": [],
            "known": None,
        }
        found.setdefault(unit.target, own)
    return [
        Offered(
            number=number,
            target=target,
            pieces=pieces(target, coded.codes),
            origin=one["origin"],
            share=None if one["score"] is None else round(one["score"] * 100),
            engine=one["engine"],
            notes=tuple(one["notes"]),
            made_for=one["made_for"],
            known=one["known"],
            lacks=tuple(term.source for term in laid.desk.glossary.missing(coded.text, target)),
        )
        for number, (target, one) in enumerate(found.items(), 1)
    ]


def _beside(one: Neighbour) -> Beside:
    codes = one.segment.coded.codes
    return Beside(pieces(one.segment.coded.text, codes), pieces(one.target or "", codes), one.unit)


def _history(laid: Laid) -> list[Former]:
    codes = laid.desk.task.segment.coded.codes
    newest = list(reversed(laid.desk.history))[:_SHOWN_HISTORY]
    return [
        Former(past.action, pieces(past.target, codes), past.by, past.at, past.seconds) for past in newest
    ]
