"""What delivery reaches outside of its schema."""

from dataclasses import dataclass

from stoa.runtime.objects import Objects


@dataclass(frozen=True, slots=True)
class Outside:
    """content_origin: without a slash at its end."""

    objects: Objects
    content_origin: str
