"""A term as doors show it."""

from datetime import datetime
from uuid import UUID

import msgspec

from stoa.services.localization.domain.terms.wording import KeptTerm, Use


class ShownTerm(msgspec.Struct, frozen=True, kw_only=True):
    id: UUID
    source_locale: str
    target_locale: str
    source: str
    target: str
    use: Use
    scope: str
    case: bool
    note: str
    version: int
    by: UUID
    changed_at: datetime


def shown_term(term: KeptTerm) -> ShownTerm:
    said = term.wording
    return ShownTerm(
        id=term.id,
        source_locale=said.source_locale,
        target_locale=said.target_locale,
        source=said.source,
        target=said.target,
        use=said.use,
        scope=said.scope,
        case=said.case,
        note=said.note,
        version=term.version,
        by=term.by,
        changed_at=term.changed_at,
    )
