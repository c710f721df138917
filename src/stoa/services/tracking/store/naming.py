"""Parts of statements that name a course."""

from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, select

from stoa.services.tracking.tables import archived, courses


def is_archived(course: ColumnElement[UUID]) -> ColumnElement[bool]:
    return exists().where(archived.c.course == course, archived.c.stands)


def nearness_to(column: ColumnElement[str], locale: str) -> tuple[ColumnElement[bool], ...]:
    """To order locales by, the true ones first: the very same, then the same language."""
    return column == locale, func.split_part(column, "-", 1) == locale.split("-")[0]


def nearest_title(course: ColumnElement[UUID], locale: str) -> ColumnElement[str]:
    """Of the course in the language nearest to the locale."""
    near = courses.alias()
    return (
        select(near.c.title)
        .where(near.c.course == course)
        .order_by(*(one.desc() for one in nearness_to(near.c.locale, locale)), near.c.known_at)
        .limit(1)
        .scalar_subquery()
    )
