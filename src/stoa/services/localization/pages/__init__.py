"""Pages for editors and translators: languages, queue, all units, desk, glossary, memory, files, how all
fares; and translating for a reader on request."""

from stoa.services.localization.pages.bulks import BulkPages
from stoa.services.localization.pages.concordance import ConcordancePages
from stoa.services.localization.pages.connection import ConnectionPages
from stoa.services.localization.pages.desk import DeskPages
from stoa.services.localization.pages.figures import FigurePages
from stoa.services.localization.pages.files import FilePages
from stoa.services.localization.pages.glossary import GlossaryPages
from stoa.services.localization.pages.languages import LanguagePages
from stoa.services.localization.pages.listing import ListingPages
from stoa.services.localization.pages.memory import MemoryPages
from stoa.services.localization.pages.memory_units import MemoryUnitPages
from stoa.services.localization.pages.on_request import OnRequestPages
from stoa.services.localization.pages.preview import PreviewPages
from stoa.services.localization.pages.problems import ProblemPages
from stoa.services.localization.pages.queue import QueuePages
from stoa.services.localization.pages.repairs import RepairPages

PAGES = [
    LanguagePages,
    QueuePages,
    ListingPages,
    BulkPages,
    DeskPages,
    PreviewPages,
    ConcordancePages,
    GlossaryPages,
    MemoryPages,
    MemoryUnitPages,
    FilePages,
    ConnectionPages,
    FigurePages,
    RepairPages,
    OnRequestPages,
    ProblemPages,
]

__all__ = ["PAGES"]
