"""The pages of identity, and the browser's session."""

from stoa.services.identity.pages.account import Account
from stoa.services.identity.pages.groups import GroupPages
from stoa.services.identity.pages.imports import ImportPages
from stoa.services.identity.pages.invitation import InvitationPages
from stoa.services.identity.pages.learning_data import LearningData
from stoa.services.identity.pages.people import PeoplePages
from stoa.services.identity.pages.session import SessionPages
from stoa.services.identity.pages.wards import WardPages

__all__ = [
    "Account",
    "GroupPages",
    "ImportPages",
    "InvitationPages",
    "LearningData",
    "PeoplePages",
    "SessionPages",
    "WardPages",
]
