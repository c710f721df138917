"""Pages for editors and translators: languages of a course, queue, desk, glossary, memory, files."""

from stoa.services.localization.pages.desk import DeskPages
from stoa.services.localization.pages.files import FilePages
from stoa.services.localization.pages.glossary import GlossaryPages
from stoa.services.localization.pages.languages import LanguagePages
from stoa.services.localization.pages.memory import MemoryPages
from stoa.services.localization.pages.queue import QueuePages

PAGES = [LanguagePages, QueuePages, DeskPages, GlossaryPages, MemoryPages, FilePages]

__all__ = ["PAGES"]
