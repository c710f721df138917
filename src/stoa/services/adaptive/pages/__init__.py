"""Pages for people: a run as it happens, the policy of a course, what a learner may know."""

from stoa.services.adaptive.pages.learner import Learner
from stoa.services.adaptive.pages.policy import PolicyPages
from stoa.services.adaptive.pages.run import RunLivePage

PAGES = [Learner, PolicyPages, RunLivePage]

__all__ = ["PAGES"]
