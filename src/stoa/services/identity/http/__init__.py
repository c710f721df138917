"""The doors of identity for scripts and API clients."""

from stoa.services.identity.http.consent import ConsentDoor
from stoa.services.identity.http.groups import Groups
from stoa.services.identity.http.live import Live
from stoa.services.identity.http.names import Names
from stoa.services.identity.http.people import People
from stoa.services.identity.http.tokens import Keys, Tokens
from stoa.services.identity.http.wards import Wards

__all__ = ["ConsentDoor", "Groups", "Keys", "Live", "Names", "People", "Tokens", "Wards"]
