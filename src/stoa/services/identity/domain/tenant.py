"""Organisations that share the platform and see nothing of each other."""

import re
from dataclasses import dataclass

from stoa.kernel.errors import Invalid
from stoa.kernel.ids import TenantId
from stoa.kernel.locale import Locale

_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenant:
    """host: where its people reach it; None for the tenant that lives at every other host. hue: degrees."""

    id: TenantId
    name: str
    host: str | None
    hue: int | None
    locale: Locale
    time_zone: str


def parse_host(text: str, field: str = "host") -> str:
    """A host name without port, lower case. Raises Invalid."""
    host = text.strip().lower()
    if not _HOST.fullmatch(host):
        raise Invalid("host.malformed", field=field, given=host[:253], example="learn.example.org")
    return host


def check_hue(hue: int | None, field: str = "hue") -> int | None:
    if hue is not None and not 0 <= hue <= 360:
        raise Invalid("hue.out_of_range", field=field)
    return hue
