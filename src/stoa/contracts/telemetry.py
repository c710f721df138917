"""What a page tells of a learner at work: actions, in small batches, counted by a sequence of their own.

A browser publishes a batch on `tel.<tenant>.<learner>.<session>`, with its id as `Nats-Msg-Id`; the server's
acknowledgement means that it is kept. Nothing of it is believed before it was checked: not its clock, not its
sequence. Counts of keys and pointers are counts only: neither which key nor where is ever told.
"""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

import msgspec

MOST_ACTIONS = 200
"""In one batch."""

Count = Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]
Milliseconds = Annotated[int, msgspec.Meta(ge=0, le=4_102_444_800_000)]
"""Since 1970 by the browser's clock, or a length of time."""
Seconds = Annotated[float, msgspec.Meta(ge=0, le=86_400)]
"""A place in a film, or a length of time."""
Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
Place = Annotated[int, msgspec.Meta(ge=1, le=2**53 - 1)]
"""In a sequence: as far as browsers count without a gap."""


class ConsentScope(StrEnum):
    """`essential`: what the course itself needs, such as decisions answered; `learning`: all below."""

    ESSENTIAL = "essential"
    LEARNING = "learning"


class Action(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", forbid_unknown_fields=True):
    """id: UUIDv7. seq: counts up by one in the capture, from 1. object: on the page."""

    id: UUID
    seq: Place
    at: Milliseconds
    object: UUID


class PageOpened(Action, frozen=True, kw_only=True, tag="page.opened"):
    """level: of the explanation that is shown. words: to be read."""

    level: Annotated[str, msgspec.Meta(max_length=40)] = "standard"
    words: Count = 0


class PageLeft(Action, frozen=True, kw_only=True, tag="page.left"):
    pass


class VisibilityChanged(Action, frozen=True, kw_only=True, tag="visibility.changed"):
    visible: bool


class FocusChanged(Action, frozen=True, kw_only=True, tag="focus.changed"):
    focused: bool


class DepthReached(Action, frozen=True, kw_only=True, tag="depth.reached"):
    """depth: share of the page that has been in sight, the deepest so far."""

    depth: Share


class TimeSpent(Action, frozen=True, kw_only=True, tag="time.spent"):
    """Since the last one: how long, how long in sight, how long with the learner at it."""

    for_ms: Milliseconds
    visible_ms: Milliseconds
    active_ms: Milliseconds
    keys: Count = 0
    pointers: Count = 0


class VideoPlayed(Action, frozen=True, kw_only=True, tag="video.played"):
    second: Seconds


class VideoPaused(Action, frozen=True, kw_only=True, tag="video.paused"):
    second: Seconds


class VideoSought(Action, frozen=True, kw_only=True, tag="video.sought"):
    from_s: Seconds
    to_s: Seconds


class VideoRateChanged(Action, frozen=True, kw_only=True, tag="video.rate_changed"):
    second: Seconds
    rate: Annotated[float, msgspec.Meta(gt=0, le=16)]


class VideoStalled(Action, frozen=True, kw_only=True, tag="video.stalled"):
    second: Seconds
    for_ms: Milliseconds


class VideoWatched(Action, frozen=True, kw_only=True, tag="video.watched"):
    """A stretch played without a gap; duration: of the whole film."""

    from_s: Seconds
    to_s: Seconds
    duration_s: Seconds
    rate: Annotated[float, msgspec.Meta(gt=0, le=16)] = 1.0


class ItemAction(Action, frozen=True, kw_only=True):
    item: UUID


class ItemShown(ItemAction, frozen=True, kw_only=True, tag="item.shown"):
    """In sight for the first time in this capture, not yet answered."""


class ItemBegun(ItemAction, frozen=True, kw_only=True, tag="item.begun"):
    """The first input. after_ms: since it was shown, while the page was in sight."""

    after_ms: Milliseconds


class ItemChanged(ItemAction, frozen=True, kw_only=True, tag="item.changed"):
    """Another choice or another text than before. times: since the last one told."""

    times: Count = 1


class HintAsked(ItemAction, frozen=True, kw_only=True, tag="item.hint_asked"):
    pass


class ItemSkipped(ItemAction, frozen=True, kw_only=True, tag="item.skipped"):
    """Shown, and left without a response."""


class DecisionShown(Action, frozen=True, kw_only=True, tag="decision.shown"):
    decision: UUID


class DecisionTaken(Action, frozen=True, kw_only=True, tag="decision.taken"):
    decision: UUID


class DecisionDeclined(Action, frozen=True, kw_only=True, tag="decision.declined"):
    decision: UUID


AnyAction = (
    PageOpened
    | PageLeft
    | VisibilityChanged
    | FocusChanged
    | DepthReached
    | TimeSpent
    | VideoPlayed
    | VideoPaused
    | VideoSought
    | VideoRateChanged
    | VideoStalled
    | VideoWatched
    | ItemShown
    | ItemBegun
    | ItemChanged
    | HintAsked
    | ItemSkipped
    | DecisionShown
    | DecisionTaken
    | DecisionDeclined
)


class ActionBatch(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """capture: of one page's lifetime in one tab; `seq` counts in it. sent_at: by the browser's clock."""

    id: UUID
    capture: UUID
    registration: UUID
    sent_at: Milliseconds
    scope: ConsentScope
    actions: Annotated[list[AnyAction], msgspec.Meta(min_length=1, max_length=MOST_ACTIONS)]
