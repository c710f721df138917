"""Whole courses, put together from their rows."""

from uuid import UUID

from stoa.runtime.db import ReadSession
from stoa.services.content.domain.objects import Tree
from stoa.services.content.domain.tree import tree_of
from stoa.services.content.store import courses
from stoa.services.content.store import objects as drafts


async def load_tree(read: ReadSession, course: UUID) -> tuple[courses.Course, Tree]:
    """Three queries, whatever the size of the course."""
    row = await courses.load(read, course)
    return row, tree_of(row.front, await drafts.load_all(read, course), await drafts.media_of(read, course))
