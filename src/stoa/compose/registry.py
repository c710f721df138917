"""The services of the platform."""

from collections.abc import Mapping

from stoa.runtime.db import Database
from stoa.runtime.service import Service
from stoa.runtime.surroundings import TenantOf
from stoa.services.assessment.service import SERVICE as ASSESSMENT
from stoa.services.delivery.service import SERVICE as DELIVERY
from stoa.services.identity.queries.tenants import tenant_of_host
from stoa.services.identity.service import SERVICE as IDENTITY
from stoa.services.tracking.service import SERVICE as TRACKING

SERVICES: tuple[Service, ...] = (IDENTITY, DELIVERY, TRACKING, ASSESSMENT)


def tenant_of(databases: Mapping[str, Database]) -> TenantOf:
    """By host name, as identity knows it."""
    return tenant_of_host(databases["identity"])
