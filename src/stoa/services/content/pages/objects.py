"""One learning object: its text at every level, its file, its checkpoints, what it requires."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from litestar import Controller, Response, get, post
from msgspec.structs import replace

from stoa.kernel.errors import Conflict, Invalid
from stoa.kernel.locale import parse_locale
from stoa.kernel.markup import words
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.forms import first_answer, go_on, toast
from stoa.runtime.http import roles
from stoa.runtime.http.asked import AnyRequest, scripted
from stoa.runtime.pages import Pages
from stoa.services.content.commands.drafting import Saved, edit_object
from stoa.services.content.domain.checks import faults_of_object, is_web_address
from stoa.services.content.domain.differences import compare
from stoa.services.content.domain.draft import EDITORS, title_of
from stoa.services.content.domain.html import says_nothing
from stoa.services.content.domain.items import Reveal
from stoa.services.content.domain.objects import (
    Checkpoint,
    ItemSetObject,
    LearningObject,
    Level,
    MoveOn,
    kind_of,
)
from stoa.services.content.domain.texts import texts
from stoa.services.content.pages.forms import (
    Fields,
    as_id,
    entries,
    fields_of,
    ids,
    number,
    rich,
    several,
    text,
    ticked,
    whole,
)
from stoa.services.content.queries.courses import Opened, load_object


class ObjectPages(Controller):
    path = "/editor/courses/{course:uuid}/objects/{about:uuid}"

    @get("/", opt=roles(*EDITORS))
    async def show(
        self, course: UUID, about: UUID, caller: Caller, db: Database, pages: Pages
    ) -> Response[Any]:
        found = await load_object(db, caller, course, about)
        return pages.show("content/object.html", caller, found=found, lacking=_lacking(pages, caller, found))

    @post("/", opt=roles(*EDITORS))
    async def save(
        self, course: UUID, about: UUID, request: AnyRequest, caller: Caller, db: Database, pages: Pages
    ) -> Response[Any]:
        """What somebody else saved meanwhile is shown beside, before it is written over."""
        fields = await fields_of(request)
        found = await load_object(db, caller, course, about)
        edited = _edited(found.draft.object, fields)
        try:
            editing = edit_object(db, caller, course, whole(fields, "version"), edited)
            saved = await first_answer(editing, Saved)
        except Conflict as conflict:
            if conflict.code != "content.object.changed" or not scripted(request):
                raise
            return await _both(pages, caller, db, course, edited)
        here = f"/editor/courses/{course}/objects/{about}"
        if not scripted(request):
            return go_on(request, here)
        now = await load_object(db, caller, course, about)
        undo = f"/editor/courses/{course}/changes/{saved.change}/undo"
        return pages.fragment(
            "content/_saved.html",
            caller,
            headers=toast(pages.gettext("Saved.", caller.locale), undo=undo),
            version=now.draft.version,
            lacking=_lacking(pages, caller, now),
        )


def _lacking(pages: Pages, caller: Caller, found: Opened) -> list[str]:
    """What stands in the way of publishing it, in words."""
    media = {medium.name for medium in found.media}
    known = {line.entry.id for line in found.others}
    faults = list(faults_of_object(found.draft.object, media, known))
    for fault in faults:
        fault.data["title"] = found.draft.object.title
    return [pages.words(fault, caller.locale) for fault in faults]


async def _both(
    pages: Pages, caller: Caller, db: Database, course: UUID, mine: LearningObject
) -> Response[Any]:
    """Theirs beside mine. Saving again knows theirs and replaces it."""
    now = await load_object(db, caller, course, mine.id)
    theirs, ours = dict(texts(now.draft.object)), dict(texts(mine))
    changed = [
        compare(words(theirs.get(path, "")), words(ours.get(path, "")))
        for path in {**theirs, **ours}
        if theirs.get(path) != ours.get(path)
    ]
    return pages.fragment(
        "content/_conflict.html", caller, status=409, now=now, version=now.draft.version, changed=changed
    )


def _edited(this: LearningObject, fields: Fields) -> LearningObject:
    """The object with what the form says. Raises Invalid with the field's name."""
    minutes = number(fields, "minutes", "minutes", 0)
    if not 0 <= minutes <= 600:
        raise Invalid("content.check.minutes", field="minutes")
    levels = {level: rich(fields, f"level_{level}") for level in (Level.SIMPLER, Level.DEEPER)}
    required = ticked(fields, "required")
    common: Fields = {
        "title": title_of(text(fields, "title")),
        "minutes": minutes,
        "required": required,
        "move_on": _move_on(this, required),
        "skills": several(fields, "skills"),
        "requires": [each for each in ids(fields, "requires") if each != this.id],
        "explanations": {level: html for level, html in levels.items() if not says_nothing(html)},
    }
    own = _OWN[kind_of(this)]
    return replace(this, **{**common, **own(this, fields)})


def _move_on(this: LearningObject, required: bool) -> MoveOn:
    if not required:
        return MoveOn.NOT_APPLICABLE
    return MoveOn.COMPLETED if this.move_on is MoveOn.NOT_APPLICABLE else this.move_on


def _of_block(_: LearningObject, fields: Fields) -> Fields:
    return {"description": rich(fields, "description"), "move_on": MoveOn.COMPLETED, "required": True}


def _of_text(_: LearningObject, fields: Fields) -> Fields:
    return {"html": rich(fields, "html")}


def _of_image(_: LearningObject, fields: Fields) -> Fields:
    return {
        "image": text(fields, "image"),
        "alt": text(fields, "alt")[:1_000],
        "caption": rich(fields, "caption"),
    }


def _of_video(_: LearningObject, fields: Fields) -> Fields:
    captions = {}
    for path, row in entries(fields, "captions"):
        if text(row, "file"):
            captions[str(parse_locale(text(row, "locale"), f"{path}.locale"))] = text(row, "file")
    return {
        "video": text(fields, "video"),
        "poster": text(fields, "poster") or None,
        "captions": captions,
        "checkpoints": _checkpoints(fields),
        "html": rich(fields, "html"),
    }


def _checkpoints(fields: Fields) -> list[Checkpoint]:
    checkpoints: list[Checkpoint] = []
    for path, row in entries(fields, "checkpoints"):
        if not text(row, "item_set"):
            continue
        at_s = number(row, "at_s", f"{path}.at_s")
        if at_s <= (checkpoints[-1].at_s if checkpoints else 0):
            raise Invalid("content.check.at_s", field=f"{path}.at_s")
        item_set = as_id(text(row, "item_set"), f"{path}.item_set")
        checkpoints.append(
            Checkpoint(
                at_s=at_s, title=text(row, "title")[:200], item_set=item_set, required=ticked(row, "required")
            )
        )
    return checkpoints


def _of_items(this: LearningObject, fields: Fields) -> Fields:
    assert isinstance(this, ItemSetObject)
    share = number(fields, "pass_share", "pass_share", 0) / 100
    if not 0 <= share <= 1:
        raise Invalid("content.item.share", field="pass_share")
    attempts = whole(fields, "attempts")
    there = this.item_set
    item_set = replace(
        there,
        pass_share=share,
        attempts=attempts if attempts > 0 else None,
        reveal=_reveal(text(fields, "reveal")),
        shuffle=ticked(fields, "shuffle"),
        exam=ticked(fields, "exam"),
        pages=[[item.id for item in there.items]]
        if ticked(fields, "one_page") and there.items
        else [[item.id] for item in there.items]
        if len(there.pages) == 1
        else there.pages,
    )
    required = ticked(fields, "required")
    passing = MoveOn.PASSED if share > 0 else MoveOn.COMPLETED
    return {
        "item_set": item_set,
        "intro": rich(fields, "intro"),
        "move_on": passing if required else MoveOn.NOT_APPLICABLE,
    }


def _reveal(given: str) -> Reveal:
    if given and given not in set(Reveal):
        raise Invalid("input.malformed", field="reveal", why="input.why.choice", given=given)
    return Reveal(given or Reveal.AFTER_RESPONSE)


def _of_file(_: LearningObject, fields: Fields) -> Fields:
    return {
        "file": text(fields, "file"),
        "filename": text(fields, "filename")[:200],
        "html": rich(fields, "html"),
    }


def _of_link(_: LearningObject, fields: Fields) -> Fields:
    url = text(fields, "url")
    if url and not is_web_address(url):
        raise Invalid("content.check.no_address", field="url")
    return {"url": url, "html": rich(fields, "html")}


_OWN: dict[str, Callable[[LearningObject, Fields], Fields]] = {
    "block": _of_block,
    "text": _of_text,
    "image": _of_image,
    "video": _of_video,
    "items": _of_items,
    "file": _of_file,
    "link": _of_link,
}
