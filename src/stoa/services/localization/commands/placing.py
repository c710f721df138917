"""Where a translators' file belongs: into the memory, or back into its course."""

from collections.abc import Callable

from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.localization.commands.course_file import IntoCourse
from stoa.services.localization.commands.memory_file import IntoMemory
from stoa.services.localization.commands.reading import AnyTaker
from stoa.services.localization.domain.file import File


def by_place(db: Database, caller: Caller) -> Callable[[File], AnyTaker]:
    """caller: of the tenant whose files they are."""
    return lambda file: IntoMemory() if file.course is None else IntoCourse(db, caller.under(None))
