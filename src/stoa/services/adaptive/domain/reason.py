"""Why something was decided, or somebody is at risk."""

import msgspec


class Reason(msgspec.Struct, frozen=True, gc=False):
    """value: of the feature then. bound: that it reached."""

    feature: str
    value: float
    bound: float
