"""What a page shows of its surroundings: the tenant it belongs to and the address it was asked under."""

from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from dataclasses import dataclass

from stoa.kernel.ids import EVERY_TENANT, TenantId


@dataclass(frozen=True, slots=True)
class TenantCard:
    """hue: of the tenant's accent, in degrees; None is the house's own."""

    id: TenantId
    name: str
    hue: int | None = None
    locale: str = "en"


TenantOf = Callable[[str], Awaitable[TenantCard | None]]
"""From a host name to the tenant that lives there."""

NOWHERE = TenantCard(id=EVERY_TENANT, name="Stoa")

tenant: ContextVar[TenantCard] = ContextVar("tenant", default=NOWHERE)
here: ContextVar[str] = ContextVar("here", default="/")
origin: ContextVar[str] = ContextVar("origin", default="")
"""Where the tenant's people reach it, for links that are sent to them: scheme, host and port."""
