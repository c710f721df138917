"""Translations on request that readers found wrong, for those who put them right."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Controller, get, post
from litestar.params import QueryParameter
from msgspec import Meta

from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.http import roles
from stoa.runtime.http.body import Body
from stoa.services.localization.commands import problems
from stoa.services.localization.commands.editions import WHO_MAY_TRANSLATE
from stoa.services.localization.domain.post_edit import LONGEST_TARGET
from stoa.services.localization.domain.problem import Problem
from stoa.services.localization.domain.shown_text import MOST_SEGMENTS
from stoa.services.localization.domain.sync.tagged import tagged
from stoa.services.localization.ports import Outside, ShownTexts
from stoa.services.localization.queries.problems import list_problems, see_problem


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """title: in its own language. count: how many readers reported it. version: to settle it by."""

    id: UUID
    kind: str
    title: str
    source_locale: str
    locale: str
    reasons: list[str]
    count: int
    version: int
    reported_at: datetime


class ShownSentence(msgspec.Struct, frozen=True, kw_only=True):
    """source, target: tagged text, `<g1>` and `</g1>` for a pair of codes, `<x2/>` for another one.

    checksum: of the source, by which its target is given.
    """

    checksum: str
    source: str
    target: str
    checks: list[str]


class ShownProblem(Shown, frozen=True, kw_only=True):
    sentences: list[ShownSentence]


class Righted(Body, frozen=True, kw_only=True):
    """targets: of every sentence, by its checksum. version: that was looked at.

    insist: whatever the checks say, as long as the page does not break.
    """

    targets: Annotated[
        dict[str, Annotated[str, Meta(max_length=LONGEST_TARGET)]], Meta(max_length=MOST_SEGMENTS)
    ]
    version: Annotated[int, Meta(ge=1)]
    insist: bool = False


class Dismissed(Body, frozen=True, kw_only=True):
    """version: that was looked at."""

    version: Annotated[int, Meta(ge=1)]


class Problems(Controller):
    path = "/api/translation/problems"
    opt = roles(*WHO_MAY_TRANSLATE)

    @get("/")
    async def waiting(
        self,
        caller: Caller,
        db: Database,
        page: Annotated[int, QueryParameter(ge=1, le=1_000)] = 1,
    ) -> Sequence[Shown]:
        """Fifty a page, the first reported first."""
        seen = await list_problems(db, caller, page)
        return [Shown(**_told(one)) for one in seen.problems]  # type: ignore[arg-type]

    @get("/{problem:uuid}")
    async def see(self, problem: UUID, caller: Caller, db: Database, texts: ShownTexts) -> ShownProblem:
        seen = await see_problem(db, texts, caller, problem)
        sentences = [
            ShownSentence(
                checksum=one.segment.checksum,
                source=tagged(one.segment.coded),
                target=tagged(one.target) if one.target else "",
                checks=one.judgement.stopping if one.judgement else [],
            )
            for one in seen.sentences
        ]
        return ShownProblem(sentences=sentences, **_told(seen.problem))  # type: ignore[arg-type]

    @post("/{problem:uuid}/settle", status_code=204)
    async def settle(
        self,
        problem: UUID,
        data: Righted,
        caller: Caller,
        db: Database,
        outside: Outside,
        texts: ShownTexts,
    ) -> None:
        """The next reader gets these words."""
        seen = await see_problem(db, texts, caller, problem)
        targets = seen.untagged(data.targets)
        await problems.settle(db, outside, caller, seen, targets, seen=data.version, insist=data.insist)

    @post("/{problem:uuid}/dismiss", status_code=204)
    async def dismiss(self, problem: UUID, data: Dismissed, caller: Caller, db: Database) -> None:
        """Nothing is wrong: readers get what they got before."""
        await problems.dismiss(db, caller, problem, seen=data.version)


def _told(one: Problem) -> dict[str, object]:
    return {
        "id": one.id,
        "kind": one.kind,
        "title": one.title,
        "source_locale": one.source_locale,
        "locale": one.locale,
        "reasons": list(one.reasons),
        "count": one.count,
        "version": one.version,
        "reported_at": one.reported_at,
    }
