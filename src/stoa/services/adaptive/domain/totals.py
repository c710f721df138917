"""What a registration adds up to; what comes late counts here too."""

import msgspec


class Totals(msgspec.Struct, array_like=True, gc=False):
    """keys, pointers: counts of inputs. watched_ms: of films, at the rate they were played."""

    actions: int = 0
    late: int = 0
    visible_ms: int = 0
    active_ms: int = 0
    watched_ms: int = 0
    keys: int = 0
    pointers: int = 0
    shown: int = 0
    responses: int = 0
    right: int = 0
    hints: int = 0
    skipped: int = 0
