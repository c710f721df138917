"""The pages: items inside the player, the gradebook."""

from stoa.services.assessment.pages.assess import Assess
from stoa.services.assessment.pages.gradebook import GradebookPages
from stoa.services.assessment.pages.items import AttemptItems

__all__ = ["Assess", "AttemptItems", "GradebookPages"]
