"""When an object is done, as its form asks it: whether it counts, and for an item set what is enough."""

from stoa.kernel.errors import Invalid
from stoa.services.content.domain.objects import ItemSetObject, LearningObject, MoveOn


def done_when_of(this: LearningObject) -> MoveOn:
    """What the form shows: of a set that does not count, what it is when it counts again."""
    if isinstance(this, ItemSetObject) and this.move_on is MoveOn.NOT_APPLICABLE and not this.required:
        return MoveOn.PASSED if this.item_set.pass_share > 0 else MoveOn.COMPLETED
    return MoveOn.PASSED if this.move_on.needs_pass else MoveOn.COMPLETED


def moves_on(this: LearningObject, required: bool, given: str) -> MoveOn:
    """As it was, unless the form says otherwise than it was shown. given: empty where it does not ask."""
    if given not in ("", MoveOn.COMPLETED, MoveOn.PASSED):
        raise Invalid("input.malformed", field="move_on", why="input.why.choice", given=given)
    shown = done_when_of(this)
    wanted = MoveOn(given or shown)
    if required != this.required:
        return wanted if required else MoveOn.NOT_APPLICABLE
    if not required and this.move_on is MoveOn.NOT_APPLICABLE:
        return this.move_on
    return this.move_on if wanted is shown else wanted
