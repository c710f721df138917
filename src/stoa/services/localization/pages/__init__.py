"""Pages for editors and translators: languages of a course, the queue, a unit on the desk, the glossary."""

from stoa.services.localization.pages.desk import DeskPages
from stoa.services.localization.pages.glossary import GlossaryPages
from stoa.services.localization.pages.languages import LanguagePages
from stoa.services.localization.pages.queue import QueuePages

PAGES = [LanguagePages, QueuePages, DeskPages, GlossaryPages]

__all__ = ["PAGES"]
