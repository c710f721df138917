"""Pages for people: a run as it happens, the policy of a course, what a learner may know and choose."""

from stoa.services.adaptive.pages.learner import Learner, LearningData
from stoa.services.adaptive.pages.policy import PolicyPages
from stoa.services.adaptive.pages.run import RunLivePage

PAGES = [Learner, LearningData, PolicyPages, RunLivePage]

__all__ = ["PAGES"]
