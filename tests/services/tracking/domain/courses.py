"""Small courses to reason about."""

from uuid import UUID

from stoa.services.tracking.domain.learning_object import Checkpoint, Kind, LearningObject, Level, Video
from stoa.services.tracking.domain.outline import Outline


def known(number: int) -> UUID:
    return UUID(int=number)


def block(number: int, *, parent: int | None = None, requires: tuple[int, ...] = ()) -> LearningObject:
    return LearningObject(
        id=known(number),
        kind=Kind.BLOCK,
        title=f"Block {number}",
        parent=known(parent) if parent else None,
        requires=tuple(map(known, requires)),
    )


def text(
    number: int,
    *,
    parent: int | None = None,
    requires: tuple[int, ...] = (),
    required: bool = True,
    minutes: float = 2,
) -> LearningObject:
    return LearningObject(
        id=known(number),
        kind=Kind.TEXT,
        title=f"Text {number}",
        parent=known(parent) if parent else None,
        requires=tuple(map(known, requires)),
        required=required,
        minutes=minutes,
        pages={Level.STANDARD: f"{number}.html"},
    )


def items(number: int, *, in_video: int | None = None, requires: tuple[int, ...] = ()) -> LearningObject:
    return LearningObject(
        id=known(number),
        kind=Kind.ITEMS,
        title=f"Items {number}",
        in_video=known(in_video) if in_video else None,
        requires=tuple(map(known, requires)),
        minutes=5,
    )


def video(number: int, *, duration_s: float | None = 100, sets: tuple[int, ...] = ()) -> LearningObject:
    checks = enumerate(map(known, sets))
    checkpoints = tuple(Checkpoint(10.0 + place, "Check", item_set) for place, item_set in checks)
    return LearningObject(
        id=known(number),
        kind=Kind.VIDEO,
        title=f"Video {number}",
        minutes=3,
        video=Video("v/master.m3u8", None, duration_s, {}, checkpoints),
    )


def two_blocks() -> Outline:
    """Block 1: texts 2, 3. Block 4 needs block 1: text 5, optional text 6. Items 7 need text 5."""
    return Outline(
        [
            block(1),
            text(2, parent=1),
            text(3, parent=1, minutes=0.5),
            block(4, requires=(1,)),
            text(5, parent=4),
            text(6, parent=4, required=False),
            items(7, requires=(5,)),
        ]
    )
