"""The services of the platform."""

from sqlalchemy.ext.asyncio import AsyncEngine

from stoa.runtime.db import Database
from stoa.runtime.service import Service
from stoa.runtime.surroundings import TenantOf
from stoa.services.adaptive.service import SERVICE as ADAPTIVE
from stoa.services.assessment.service import SERVICE as ASSESSMENT
from stoa.services.content.service import SERVICE as CONTENT
from stoa.services.delivery.service import SERVICE as DELIVERY
from stoa.services.identity.queries.tenants import tenant_of_host
from stoa.services.identity.service import SERVICE as IDENTITY
from stoa.services.localization.service import SERVICE as LOCALIZATION
from stoa.services.tracking.service import SERVICE as TRACKING

SERVICES: tuple[Service, ...] = (IDENTITY, CONTENT, LOCALIZATION, DELIVERY, TRACKING, ASSESSMENT, ADAPTIVE)


def tenant_of(engine: AsyncEngine) -> TenantOf:
    """By host name, as identity knows it."""
    return tenant_of_host(Database(engine, IDENTITY.metadata))
