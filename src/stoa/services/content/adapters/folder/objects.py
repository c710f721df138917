"""Blocks and objects of a course folder. See docs/formats/course-folder.md, 4 and 5."""

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

from stoa.kernel.errors import Invalid
from stoa.kernel.locale import parse_locale
from stoa.services.content.adapters.folder.fields import Fields
from stoa.services.content.adapters.folder.items import read_item_set
from stoa.services.content.adapters.folder.layout import Layout
from stoa.services.content.adapters.folder.opened import Files, Opened
from stoa.services.content.adapters.folder.texts import FileTexts
from stoa.services.content.domain.html import Html, says_nothing
from stoa.services.content.domain.objects import (
    Block,
    Checkpoint,
    FileObject,
    ImageObject,
    ItemSetObject,
    LearningObject,
    Level,
    LinkObject,
    MoveOn,
    TextObject,
    VideoObject,
)

_KINDS = ("text", "video", "image", "file", "link")
_NOT_AT_A_CHECKPOINT = ("minutes", "move_on", "exam")
_WITH_LEVELS = frozenset({"text", "video", "image"})
_URL = re.compile(r"https?://[^\s/]+[^\s]*")


class Objects:
    """Builds the objects of one folder. used: paths of media that something refers to."""

    def __init__(self, files: Files, layout: Layout, skills: set[str], locale: str) -> None:
        self.files, self.layout, self.locale = files, layout, locale
        self.used: set[str] = set()
        self._skills = skills
        self._media = set(layout.media)
        self._asked: dict[str, UUID] = {}

    def texts(self, path: str) -> FileTexts:
        return FileTexts(path, self.files, self._media, self.used)

    def build(self, opened: list[Opened]) -> list[LearningObject]:
        """Numbered ones in their order, each video followed by the sets of its checkpoints."""
        objects: list[LearningObject] = []
        sets = {this.place.path: this for this in opened if this.place.path in self.layout.sets}
        for this in opened:
            if this.place.path in sets:
                continue
            built = self._built(this)
            objects.append(built)
            if isinstance(built, VideoObject):
                asked = [path for path, video in self._asked.items() if video == built.id]
                objects += [self._item_set(sets[path], built) for path in asked]
        for path in sets.keys() - self._asked.keys():
            self.files.faults.add("unexpected_file", path, None, None, path, "asked_by_video")
        return objects

    def _built(self, this: Opened) -> LearningObject:
        if this.place.kind == "block":
            return self._block(this)
        if this.place.kind == "items":
            return self._item_set(this, None)
        fields = this.fields
        kind = fields.text("kind") or "text"
        if kind not in _KINDS:
            fields.fault("unknown_value", "kind", kind, "one_of", allowed=", ".join(_KINDS))
            kind = "text"
        texts = self.texts(this.place.path)
        common = self._common(this)
        common["explanations"] = self._levels(this, kind)
        html = texts.body(this.body, this.body_line)
        if kind == "text" and says_nothing(html):
            fields.fault("missing_field", None, "", "body", line=this.body_line)
        builders: dict[str, Callable[[Fields, FileTexts, dict[str, Any], Html], LearningObject]] = {
            "text": lambda _fields, _texts, given, body: TextObject(**given, html=body),
            "image": _image,
            "video": self._video,
            "file": _file,
            "link": _link,
        }
        built = builders[kind](fields, texts, common, html)
        fields.end()
        return built

    def skills(self, fields: Fields) -> list[str]:
        """Of the field `skills`, each known to the course."""
        found = []
        for value in fields.entries("skills", most=50):
            slug = fields.as_slug(value, "skills")
            if slug not in self._skills:
                fields.fault("unknown_id", "skills", slug, "a_skill", line=value.line)
            found.append(slug)
        return found

    def _common(self, this: Opened) -> dict[str, Any]:
        fields = this.fields
        move_on = fields.one_of("move_on", MoveOn, MoveOn.COMPLETED)
        if move_on not in (MoveOn.COMPLETED, MoveOn.NOT_APPLICABLE):
            fields.fault("unknown_value", "move_on", move_on, "one_of", allowed="completed, not_applicable")
        return {
            "id": this.id,
            "key": this.name,
            "title": fields.text("title", required=True, longest=200),
            "parent": this.parent,
            "skills": self.skills(fields),
            "minutes": fields.number("minutes", required=True, above=0, most=600),
            "required": move_on is not MoveOn.NOT_APPLICABLE,
            "move_on": move_on,
        }

    def _block(self, this: Opened) -> LearningObject:
        fields = this.fields
        block = Block(
            id=this.id,
            key=this.name,
            title=fields.text("title", required=True, longest=200),
            parent=this.parent,
            description=self.texts(fields.file).markdown(fields, "summary"),
        )
        fields.end()
        return block

    def _levels(self, this: Opened, kind: str) -> dict[Level, Html]:
        levels: dict[Level, Html] = {}
        for level, path in self.layout.levels.get(this.place.path, {}).items():
            if kind not in _WITH_LEVELS:
                self.files.faults.add("unexpected_file", path, None, None, kind, "owner_with_levels")
            text = self.files.text(path) or ""
            if text.startswith("---"):
                self.files.faults.add("bad_markdown", path, 1, None, "---", "body_only")
            levels[Level(level)] = self.texts(path).body(text, 1)
            if says_nothing(levels[Level(level)]):
                self.files.faults.add("missing_field", path, 1, None, "", "body")
        return levels

    def _item_set(self, this: Opened, video: VideoObject | None) -> LearningObject:
        fields, texts = this.fields, self.texts(this.place.path)
        own = self.skills(fields)
        item_set = read_item_set(fields, this.id, this.name, own, self.skills, texts)
        graded = item_set.pass_share > 0
        move_on = fields.one_of("move_on", MoveOn, MoveOn.PASSED if graded else MoveOn.COMPLETED)
        if video is not None:
            for name in filter(fields.has, _NOT_AT_A_CHECKPOINT):
                fields.fault("unknown_field", name, "", "not_here")
        if not graded and move_on not in (MoveOn.COMPLETED, MoveOn.NOT_APPLICABLE):
            fields.fault("unknown_value", "move_on", move_on, "pass_share_first")
        built = ItemSetObject(
            id=this.id,
            key=this.name,
            title=fields.text("title", required=True, longest=200),
            parent=video.parent if video else this.parent,
            skills=own,
            minutes=0 if video else fields.number("minutes", required=True, above=0, most=600),
            required=video is None and move_on is not MoveOn.NOT_APPLICABLE,
            move_on=MoveOn.COMPLETED if video else move_on,
            item_set=item_set,
            in_video=video.id if video else None,
            intro=texts.markdown(fields, "intro"),
        )
        fields.value("minutes")
        fields.end()
        return built

    def _video(self, fields: Fields, texts: FileTexts, common: dict[str, Any], html: Html) -> LearningObject:
        captions = {}
        for tag, value in fields.named("captions", required=True):
            try:
                locale = parse_locale(tag)
            except Invalid:
                fields.fault("unknown_value", "captions", tag, "locale", line=value.line)
                continue
            name = fields.plain(value, "captions")
            captions[str(locale)] = texts.medium_at(name, value.line, fields.path("captions"), "captions")
        if captions and self.locale not in captions:
            fields.fault(
                "missing_field", "captions", ", ".join(captions), "captions_locale", locale=self.locale
            )
        return VideoObject(
            **common,
            video=texts.medium(fields, "video", "video", required=True),
            poster=texts.medium(fields, "poster", "image", required=True),
            captions=captions,
            checkpoints=self._checkpoints(fields, common["id"]),
            html=html,
        )

    def _checkpoints(self, fields: Fields, video: UUID) -> list[Checkpoint]:
        checkpoints: list[Checkpoint] = []
        folder = fields.file.rpartition("/")[0]
        for inner in fields.each("checkpoints", most=50):
            at_s = inner.number("at", required=True, above=0)
            name, required = inner.text("items", required=True), inner.flag("required", True)
            path = f"{folder}/{name}" if folder else name
            if checkpoints and at_s < checkpoints[-1].at_s + 1:
                inner.fault("out_of_range", "at", at_s, "second_apart")
            if path not in self.layout.sets or path in self._asked:
                inner.fault("bad_path", "items", name, "own_item_set")
                continue
            self._asked[path] = video
            item_set = self.files.by_path[path]
            title = item_set.fields.text("title")
            checkpoints.append(Checkpoint(at_s=at_s, title=title, item_set=item_set.id, required=required))
        return checkpoints


def _image(fields: Fields, texts: FileTexts, common: dict[str, Any], html: Html) -> LearningObject:
    name = texts.medium(fields, "image", "image", required=True)
    return ImageObject(
        **common, image=name, alt=fields.text("alt", required=True, longest=1_000), caption=html
    )


def _file(fields: Fields, texts: FileTexts, common: dict[str, Any], html: Html) -> LearningObject:
    name = texts.medium(fields, "file", "file", required=True)
    return FileObject(**common, file=name, filename=fields.text("filename", longest=200), html=html)


def _link(fields: Fields, _: FileTexts, common: dict[str, Any], html: Html) -> LearningObject:
    url = fields.text("url", required=True, longest=2_000)
    if url and not _URL.fullmatch(url):
        fields.fault("unknown_value", "url", url, "web_address")
    return LinkObject(**common, url=url, html=html)
