"""Ids of actions that say who sent them and when they were due, to the microsecond: UUIDv7 as it allows them.

So a decision, an acknowledgement and the log itself can be held against the plan without a list of what was
sent. Source: RFC 9562, 5.7 and 6.2, method 3.
"""

from typing import NamedTuple

ACTIONS = 256
"""The most in a batch; the last place is the batch's own id."""
_BATCH = ACTIONS - 1
_MICROSECONDS = 1000
_NUMBERS = 100_000_000
_PARTS = 4096
"""Of a millisecond, in twelve bits."""


class Mark(NamedTuple):
    """due_us: since 1970. drive: of the load it belongs to. number: of the batch in its crowd."""

    due_us: int
    drive: int
    crowd: int
    number: int

    @property
    def batch(self) -> int:
        """Number of the batch, of all drives."""
        return self.drive * _NUMBERS + self.number


def number_of(batch: int, drive: int) -> int:
    """Below zero, or beyond what was sent, when the batch is of another drive."""
    return batch - drive * _NUMBERS


def batch_id(mark: Mark) -> bytes:
    return action_id(mark, _BATCH)


def action_id(mark: Mark, place: int) -> bytes:
    """place: in the batch."""
    ms, rest = divmod(mark.due_us, _MICROSECONDS)
    time = b"%012x" % ms
    who = 0x8000 | mark.drive << 4 | mark.crowd
    # Rounded up, so that reading it gives the same microsecond again.
    parts = -(-rest * _PARTS // _MICROSECONDS)
    return b"%b-%b-7%03x-%04x-%012x" % (time[:8], time[8:], parts, who, mark.number * ACTIONS + place)


def read_mark(text: bytes) -> Mark:
    """text: of an action's or a batch's id."""
    due_us = int(text[:8] + text[9:13], 16) * _MICROSECONDS + int(text[15:18], 16) * _MICROSECONDS // _PARTS
    who = int(text[19:23], 16) & 0x3FFF
    return Mark(due_us, who >> 4, who & 15, int(text[24:36], 16) // ACTIONS)
