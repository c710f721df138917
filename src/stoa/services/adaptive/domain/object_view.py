"""What a learner did at one object, over all visits."""

import msgspec


class ObjectView(msgspec.Struct, array_like=True, gc=False):
    """depth: deepest ever, in [0, 1]."""

    visits: int = 0
    visible_ms: int = 0
    active_ms: int = 0
    depth: float = 0.0
