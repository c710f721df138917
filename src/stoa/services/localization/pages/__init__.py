"""Pages for editors and translators: languages of a course, the queue, a unit on the desk, how all fares."""

from stoa.services.localization.pages.desk import DeskPages
from stoa.services.localization.pages.figures import FigurePages
from stoa.services.localization.pages.languages import LanguagePages
from stoa.services.localization.pages.queue import QueuePages
from stoa.services.localization.pages.repairs import RepairPages

PAGES = [LanguagePages, QueuePages, DeskPages, FigurePages, RepairPages]

__all__ = ["PAGES"]
