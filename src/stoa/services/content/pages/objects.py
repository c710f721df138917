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
from stoa.services.content.domain.html import Html, says_nothing
from stoa.services.content.domain.items import ItemSet, Reveal
from stoa.services.content.domain.objects import (
    Block,
    Checkpoint,
    ItemSetObject,
    LearningObject,
    Level,
    kind_of,
)
from stoa.services.content.domain.outline import Entry
from stoa.services.content.domain.texts import texts
from stoa.services.content.pages.forms import (
    Fields,
    as_id,
    chosen,
    entries,
    fields_of,
    number,
    rich,
    share,
    text,
    ticked,
    whole,
)
from stoa.services.content.pages.moving_on import done_when_of, moves_on
from stoa.services.content.queries.courses import Opened, load_object


class ObjectPages(Controller):
    path = "/editor/courses/{course:uuid}/objects/{about:uuid}"

    @get("/", opt=roles(*EDITORS))
    async def show(
        self, course: UUID, about: UUID, caller: Caller, db: Database, pages: Pages
    ) -> Response[Any]:
        found = await load_object(db, caller, course, about)
        lacking = _lacking(pages, caller, found)
        done_when = done_when_of(found.draft.object)
        before = _may_come_before(found)
        return pages.show(
            "content/object.html", caller, found=found, lacking=lacking, done_when=done_when, before=before
        )

    @post("/", opt=roles(*EDITORS))
    async def save(
        self, course: UUID, about: UUID, request: AnyRequest, caller: Caller, db: Database, pages: Pages
    ) -> Response[Any]:
        """What somebody else saved meanwhile is shown beside, before it is written over."""
        fields = await fields_of(request)
        found = await load_object(db, caller, course, about)
        edited = _edited(found, fields)
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
        undo = None if saved.change is None else f"/editor/courses/{course}/changes/{saved.change}/undo"
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
    return [pages.words(fault, caller) for fault in faults]


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


def _edited(found: Opened, fields: Fields) -> LearningObject:
    """The object with what the form says, and what it does not show as it was.

    Raises Invalid with the field's name.
    """
    this = found.draft.object
    common: Fields = {"title": title_of(text(fields, "title"))}
    if not isinstance(this, Block):
        common |= _details(found, fields)
    own = _OWN[kind_of(this)]
    return replace(this, **{**common, **own(this, fields)})


def _details(found: Opened, fields: Fields) -> Fields:
    this = found.draft.object
    minutes = number(fields, "minutes", "minutes", 0)
    if not 0 <= minutes <= 600:
        raise Invalid("content.check.minutes", field="minutes")
    required = ticked(fields, "required")
    skills = [skill.id for skill in found.course.front.skills]
    before = [str(entry.id) for entry in _may_come_before(found)]
    requires = chosen(fields, "requires", [str(each) for each in this.requires], before)
    return {
        "minutes": minutes,
        "required": required,
        "move_on": moves_on(this, required, text(fields, "move_on")),
        "skills": chosen(fields, "skills", this.skills, skills),
        "requires": [about for each in requires if (about := as_id(each, "requires")) != this.id],
        "explanations": _explanations(this, fields),
    }


def _may_come_before(found: Opened) -> list[Entry]:
    """Those that the form offers."""
    this = found.draft.object.id
    entries = [line.entry for line in found.others]
    return [each for each in entries if each.kind != "block" and each.id != this and each.in_video is None]


def _explanations(this: LearningObject, fields: Fields) -> dict[Level, Html]:
    shown = [level for level in (Level.SIMPLER, Level.DEEPER) if f"level_{level}" in fields]
    told = {level: rich(fields, f"level_{level}") for level in shown}
    return {level: html for level, html in {**this.explanations, **told}.items() if not says_nothing(html)}


def _of_block(_: LearningObject, fields: Fields) -> Fields:
    return {"description": rich(fields, "description")}


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
    there = this.item_set
    passing = share(fields, "pass_share", "pass_share", there.pass_share) or 0.0
    if not 0 <= passing <= 1:
        raise Invalid("content.item.share", field="pass_share")
    attempts = whole(fields, "attempts")
    item_set = replace(
        there,
        pass_share=passing,
        attempts=attempts if attempts > 0 else None,
        reveal=_reveal(text(fields, "reveal")),
        shuffle=ticked(fields, "shuffle"),
        exam=ticked(fields, "exam"),
        pages=_pages(there, ticked(fields, "one_page")),
    )
    return {"item_set": item_set, "intro": rich(fields, "intro")}


def _pages(there: ItemSet, one_page: bool) -> list[list[UUID]]:
    """As they were, unless the form says otherwise than it was shown."""
    if one_page == (len(there.pages) == 1 and len(there.items) > 1):
        return there.pages
    items = [item.id for item in there.items]
    return [items] if one_page and items else [[item] for item in items]


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
