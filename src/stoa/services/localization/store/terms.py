"""Terms of glossaries."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, delete, func, literal, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from stoa.kernel.ids import new_id
from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.domain.remembered import TENANT
from stoa.services.localization.domain.terms.sought import Sought
from stoa.services.localization.domain.terms.wording import KeptTerm, Use, Wording
from stoa.services.localization.tables import locales, terms

_WORDING = ("source_locale", "target_locale", "source", "target", "scope")
_SAID = ("use", "case", "note")
_CHANGED = ("by", "removed", "version", "changed_at")


async def wordings_for(read: ReadSession, pair: LocalePair, course: UUID) -> list[Wording]:
    """All that count for a course: of its tenant, its own, of its domain; of a language with its regions."""
    domain = (
        select(literal("domain:") + locales.c.domain)
        .where(locales.c.course == course, locales.c.locale == pair.target, locales.c.domain != "")
        .scalar_subquery()
    )
    rows = await read.all(
        select(terms)
        .where(
            terms.c.source_locale.in_(_with_language(pair.source)),
            terms.c.target_locale.in_(_with_language(pair.target)),
            or_(terms.c.scope.in_([TENANT, f"course:{course}"]), terms.c.scope == domain),
            ~terms.c.removed,
        )
        .order_by(terms.c.id)
    )
    return [_wording(row) for row in rows]


async def list_terms(
    read: ReadSession, sought: Sought, *, most: int | None = None, offset: int = 0
) -> list[KeptTerm]:
    """By source and target. most: None for all of them."""
    statement = select(terms).where(*_conditions(sought))
    ordered = statement.order_by(func.lower(terms.c.source), terms.c.target, terms.c.id)
    return [_term(row) for row in await read.all(ordered.limit(most).offset(offset))]


async def count_terms(read: ReadSession, sought: Sought) -> int:
    count: int = await read.value(select(func.count()).select_from(terms).where(*_conditions(sought)))
    return count


async def list_pairs(read: ReadSession) -> list[LocalePair]:
    """Between which there are terms."""
    rows = await read.all(
        select(terms.c.source_locale, terms.c.target_locale)
        .where(~terms.c.removed)
        .distinct()
        .order_by(terms.c.source_locale, terms.c.target_locale)
    )
    return [LocalePair(row.source_locale, row.target_locale) for row in rows]


async def load_term(read: ReadSession, term: UUID) -> KeptTerm | None:
    row = await read.one(select(terms).where(terms.c.id == term))
    return None if row is None else _term(row)


async def lock_term(work: UnitOfWork, term: UUID) -> KeptTerm | None:
    row = await work.one(select(terms).where(terms.c.id == term).with_for_update())
    return None if row is None else _term(row)


async def find_same(read: ReadSession, wording: Wording) -> KeptTerm | None:
    """That says the same of the same, counting or removed."""
    same = [terms.c[name] == getattr(wording, name) for name in _WORDING]
    row = await read.one(select(terms).where(*same))
    return None if row is None else _term(row)


async def save_terms(work: UnitOfWork, wordings: Sequence[Wording], by: UUID) -> list[KeptTerm]:
    """What says the same of the same is written over, and counts again; returns those that changed."""
    rows = [
        {
            "tenant_id": work.tenant,
            "id": new_id(),
            **{name: getattr(one, name) for name in (*_WORDING, "case", "note")},
            "use": one.use.value,
            "by": by,
            "removed": False,
            "version": 1,
            "changed_at": work.now,
        }
        for one in wordings
    ]
    if not rows:
        return []
    statement = insert(terms).values(rows)
    written = {name: statement.excluded[name] for name in (*_SAID, *_CHANGED) if name != "version"}
    upsert = statement.on_conflict_do_update(
        constraint="terms_wording",
        set_={**written, "version": terms.c.version + 1},
        where=or_(terms.c.removed, *(terms.c[name] != statement.excluded[name] for name in _SAID)),
    )
    return [_term(row) for row in await work.all(upsert.returning(*terms.c))]


async def write_term(work: UnitOfWork, term: KeptTerm) -> None:
    """As it is now, by its id."""
    values = {name: getattr(term.wording, name) for name in (*_WORDING, "case", "note")}
    changed = {name: getattr(term, name) for name in _CHANGED}
    await work.run(
        update(terms).where(terms.c.id == term.id).values(**values, **changed, use=term.wording.use.value)
    )


async def forget_term(work: UnitOfWork, term: UUID) -> None:
    """For good: another one says the same now."""
    await work.run(delete(terms).where(terms.c.id == term))


def _conditions(sought: Sought) -> list[ColumnElement[bool]]:
    found = [~terms.c.removed]
    for name in ("source_locale", "target_locale", "scope"):
        if value := getattr(sought, name):
            found.append(terms.c[name] == value)
    if sought.words:
        columns = (terms.c.source, terms.c.target, terms.c.note)
        found.append(or_(*(column.icontains(sought.words, autoescape=True) for column in columns)))
    return found


def _with_language(locale: str) -> list[str]:
    return list(dict.fromkeys((locale, locale.split("-")[0])))


def _wording(row: Row[Any]) -> Wording:
    return Wording(
        source_locale=row.source_locale,
        target_locale=row.target_locale,
        source=row.source,
        target=row.target,
        use=Use(row.use),
        scope=row.scope,
        case=row.case,
        note=row.note,
    )


def _term(row: Row[Any]) -> KeptTerm:
    return KeptTerm(row.id, _wording(row), row.version, row.by, row.changed_at, row.removed)
