"""Pages for editors and translators: languages of a course, queue, desk, memory, files."""

from stoa.services.localization.pages.desk import DeskPages
from stoa.services.localization.pages.files import FilePages
from stoa.services.localization.pages.languages import LanguagePages
from stoa.services.localization.pages.memory import MemoryPages
from stoa.services.localization.pages.queue import QueuePages

PAGES = [LanguagePages, QueuePages, DeskPages, MemoryPages, FilePages]

__all__ = ["PAGES"]
