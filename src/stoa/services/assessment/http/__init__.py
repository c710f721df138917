"""The JSON doors."""

from stoa.services.assessment.http.attempts import Attempts
from stoa.services.assessment.http.grades import Grades

__all__ = ["Attempts", "Grades"]
