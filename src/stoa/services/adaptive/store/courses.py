"""Maps of courses, and the passages of their texts that help with them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import ColumnElement, Row, Text, bindparam, case, delete, func, select
from sqlalchemy.dialects.postgresql import insert

from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.runtime.db.full_text import any_word, vector
from stoa.services.adaptive.domain.course import CourseMap
from stoa.services.adaptive.domain.course_object import CourseObject
from stoa.services.adaptive.domain.passage import Passage
from stoa.services.adaptive.tables import maps, passages

_OBJECTS = msgspec.msgpack.Decoder(tuple[CourseObject, ...])
_MOST_WORDS = 24
_NEARER = 2.0
"""How much heavier a passage of the object itself weighs."""
_KEPT = 20
"""Activations whose maps stay, for folds that come to them late."""


async def save_map(
    work: UnitOfWork, course: UUID, locale: str, activation: int, title: str, known: CourseMap
) -> None:
    row = {
        "tenant_id": work.tenant,
        "course": course,
        "locale": locale,
        "activation": activation,
        "title": title,
        "data": msgspec.msgpack.encode(known.objects, order="deterministic"),
        "known_at": work.now,
    }
    await work.run(insert(maps).values(row).on_conflict_do_nothing())
    old = maps.c.activation <= activation - _KEPT
    await work.run(delete(maps).where(maps.c.course == course, maps.c.locale == locale, old))


async def load_map(read: ReadSession, course: UUID, locale: str, activation: int) -> CourseMap | None:
    wanted = select(maps.c.data).where(
        maps.c.course == course, maps.c.locale == locale, maps.c.activation == activation
    )
    data = await read.value(wanted)
    return None if data is None else CourseMap(_OBJECTS.decode(data))


async def newest_map(read: ReadSession, course: UUID, locale: str) -> CourseMap:
    wanted = select(maps.c.data).where(maps.c.course == course, maps.c.locale == locale)
    data = await read.value(wanted.order_by(maps.c.activation.desc()).limit(1))
    return CourseMap(()) if data is None else CourseMap(_OBJECTS.decode(data))


async def first_locale(read: ReadSession, course: UUID) -> str | None:
    """The one that was known first: its map is the course's."""
    wanted = select(maps.c.locale).where(maps.c.course == course).order_by(maps.c.known_at, maps.c.locale)
    found: str | None = await read.value(wanted.limit(1))
    return found


async def newest_activation(read: ReadSession, course: UUID, locale: str) -> int:
    wanted = select(func.max(maps.c.activation)).where(maps.c.course == course, maps.c.locale == locale)
    return int(await read.value(wanted) or 0)


async def locales(read: ReadSession, course: UUID) -> list[str]:
    wanted = select(maps.c.locale).where(maps.c.course == course).group_by(maps.c.locale)
    return [row.locale for row in await read.all(wanted.order_by(func.min(maps.c.known_at)))]


async def replace_passages(work: UnitOfWork, course: UUID, locale: str, found: Sequence[Passage]) -> None:
    mine = (passages.c.course == course, passages.c.locale == locale)
    await work.run(delete(passages).where(*mine))
    text = bindparam("told_text", type_=Text)
    statement = insert(passages).values(
        tenant_id=work.tenant,
        course=course,
        locale=locale,
        object=bindparam("told_object"),
        place=bindparam("told_place"),
        title=bindparam("told_title"),
        heading=bindparam("told_heading"),
        anchor=bindparam("told_anchor"),
        text=text,
        search=vector(locale, (bindparam("told_head", type_=Text), "A"), (text, "C")),
    )
    rows = [
        {
            "told_object": one.object,
            "told_place": place,
            "told_title": one.title,
            "told_heading": one.heading,
            "told_anchor": one.anchor,
            "told_text": one.text,
            "told_head": f"{one.title} {one.heading}",
        }
        for place, one in enumerate(found)
    ]
    await work.run(statement, rows)


async def find_passages(
    read: ReadSession, course: UUID, locale: str, words: str, nearest: UUID | None, most: int
) -> list[Passage]:
    """The best first; of equals those of the nearest object."""
    query = any_word(locale, words, _MOST_WORDS)
    if query is None:
        return []
    rank: ColumnElement[float] = func.ts_rank_cd(passages.c.search, query)
    if nearest is not None:
        rank = rank * case((passages.c.object == nearest, _NEARER), else_=1.0)
    wanted = (
        select(passages)
        .where(passages.c.course == course, passages.c.locale == locale)
        .where(passages.c.search.op("@@", is_comparison=True)(query))
        .order_by(rank.desc(), passages.c.place)
        .limit(most)
    )
    return [_passage(row) for row in await read.all(wanted)]


async def passages_of(read: ReadSession, course: UUID, locale: str, thing: UUID) -> list[Passage]:
    """As read."""
    wanted = select(passages).where(
        passages.c.course == course, passages.c.locale == locale, passages.c.object == thing
    )
    return [_passage(row) for row in await read.all(wanted.order_by(passages.c.place))]


def _passage(row: Row[Any]) -> Passage:
    return Passage(row.object, row.title, row.heading, row.anchor, row.text)
