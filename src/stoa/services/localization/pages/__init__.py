"""Pages for editors and translators: languages of a course, the queue, a unit on the desk."""

from stoa.services.localization.pages.desk import DeskPages
from stoa.services.localization.pages.languages import LanguagePages
from stoa.services.localization.pages.queue import QueuePages

PAGES = [LanguagePages, QueuePages, DeskPages]

__all__ = ["PAGES"]
