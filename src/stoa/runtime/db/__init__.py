"""PostgreSQL: units of work, reads, tables every service has, migrations."""

from stoa.runtime.db.session import Database, ReadSession, Repeated, UnitOfWork, connect
from stoa.runtime.db.tables import service_metadata, tenant_table

__all__ = [
    "Database",
    "ReadSession",
    "Repeated",
    "UnitOfWork",
    "connect",
    "service_metadata",
    "tenant_table",
]
