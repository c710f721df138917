"""Writing items: one at a time, refused with the field's name while something is lacking."""

from collections.abc import Sequence
from uuid import UUID

from msgspec.structs import replace

from stoa.kernel.errors import Conflict, Invalid, InvalidInput, NotFound
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.content.commands.drafting import Saved, edit_object
from stoa.services.content.domain.item_checks import faults_of_item
from stoa.services.content.domain.items import Item, ItemSet
from stoa.services.content.domain.objects import ItemSetObject
from stoa.services.content.store import objects as drafts


async def save_item(
    db: Database, caller: Caller, course: UUID, item_set: UUID, version: int, item: Item
) -> Saved:
    """In the place of the one with its id, else at the end. Raises InvalidInput with all that is lacking."""
    faults = list(faults_of_item(item))
    if faults:
        raise InvalidInput(faults)
    this = await _load(db, caller, course, item_set)
    there = this.item_set
    if any(each.id == item.id for each in there.items):
        items = [item if each.id == item.id else each for each in there.items]
        pages = there.pages
    else:
        items = [*there.items, item]
        pages = [*there.pages, [item.id]]
    return await _save(db, caller, course, version, this, replace(there, items=items, pages=pages))


async def remove_item(
    db: Database, caller: Caller, course: UUID, item_set: UUID, version: int, item: UUID
) -> Saved:
    this = await _load(db, caller, course, item_set)
    items = [each for each in this.item_set.items if each.id != item]
    if len(items) == len(this.item_set.items):
        raise NotFound("content.item.missing")
    pages = [[each for each in page if each != item] for page in this.item_set.pages]
    left = replace(this.item_set, items=items, pages=[page for page in pages if page])
    return await _save(db, caller, course, version, this, left)


async def order_items(
    db: Database, caller: Caller, course: UUID, item_set: UUID, version: int, order: Sequence[UUID]
) -> Saved:
    """Pages keep their sizes and are filled in the new order."""
    this = await _load(db, caller, course, item_set)
    by_id = {item.id: item for item in this.item_set.items}
    if set(order) != by_id.keys() or len(order) != len(by_id):
        raise Conflict("content.outline.changed")
    left = iter(order)
    pages = [[next(left) for _ in page] for page in this.item_set.pages]
    ordered = replace(this.item_set, items=[by_id[each] for each in order], pages=pages)
    return await _save(db, caller, course, version, this, ordered)


async def _load(db: Database, caller: Caller, course: UUID, item_set: UUID) -> ItemSetObject:
    async with db.read(caller) as read:
        this = (await drafts.load(read, course, item_set)).object
    if not isinstance(this, ItemSetObject):
        raise Invalid("content.object.kind", field="kind", allowed="items")
    return this


async def _save(
    db: Database, caller: Caller, course: UUID, version: int, this: ItemSetObject, item_set: ItemSet
) -> Saved:
    return await edit_object(db, caller, course, version, replace(this, item_set=item_set))
