"""What localization does again and again."""

from stoa.runtime.db import Database
from stoa.services.localization.commands import verifying


async def verify_logs(db: Database) -> None:
    await verifying.verify_logs(db)
