"""The course folder: Markdown, YAML and media. Its format is docs/formats/course-folder.md."""

from uuid import UUID

from stoa.kernel.errors import Invalid
from stoa.services.content.adapters.folder.completion import read_completion, read_prerequisites
from stoa.services.content.adapters.folder.course import read_front
from stoa.services.content.adapters.folder.faults import Faults
from stoa.services.content.adapters.folder.fields import SLUG
from stoa.services.content.adapters.folder.layout import Layout, lay_out
from stoa.services.content.adapters.folder.objects import Objects
from stoa.services.content.adapters.folder.opened import Files
from stoa.services.content.adapters.folder.report import report_on
from stoa.services.content.adapters.folder.yamls import read_yaml
from stoa.services.content.adapters.media import check_media, kind_of_file
from stoa.services.content.adapters.mp4 import duration_s
from stoa.services.content.domain.captions import check_captions
from stoa.services.content.domain.ids import object_id
from stoa.services.content.domain.limits import FILE
from stoa.services.content.domain.objects import LearningObject, TextObject, VideoObject
from stoa.services.content.ports import Archive, Imported, Progress

_COURSE = "course.yaml"


class FolderConnector:
    name = "folder"
    version = 1

    def recognises(self, archive: Archive) -> bool:
        return _top_of(archive) is not None

    def origin(self, archive: Archive) -> str:
        top = _top_of(archive) or ""
        faults = Faults()
        text = archive.read(f"{top}{_COURSE}", FILE.text).decode("utf-8", "replace")
        value = read_yaml(text, _COURSE, faults)
        faults.settle()
        entry = value.data.get("id") if value is not None and isinstance(value.data, dict) else None
        name = entry.written if entry is not None else ""
        if not SLUG.fullmatch(name):
            faults.add("bad_name", _COURSE, entry.line if entry else 1, "id", name, "slug")
        faults.settle()
        return name

    def read(self, archive: Archive, course: UUID, progress: Progress) -> Imported:
        top = _top_of(archive) or ""
        names = [name.removeprefix(top) for name in archive.names() if name.startswith(top)]
        faults = Faults()
        files = Files(archive, top, course, faults)
        layout = lay_out(names, faults)
        fields = files.fields(_COURSE)
        front, cover = read_front(fields, set(layout.media), faults)
        objects = Objects(files, layout, {skill.id for skill in front.skills}, front.locale)
        objects.used |= {cover} if cover else set()
        opened = files.open_all(layout)
        built = objects.build(opened)
        built = read_prerequisites(fields, built)
        front, built = read_completion(fields, front, built)
        fields.end()
        if layout.attribution:
            built.append(_attribution(layout.attribution, files, objects, course))
        _check_media(files, layout, objects.used, progress)
        _check_videos(files, built)
        faults.settle()
        used = {path for path in layout.media if path in objects.used}
        media = {path.removeprefix("media/"): top + path for path in sorted(used)}
        return Imported(front, built, media, report_on(built, layout, used))


def _top_of(archive: Archive) -> str | None:
    """Path of the folder with course.yaml: the top, or the only folder there."""
    names = archive.names()
    if _COURSE in names:
        return ""
    tops = {name.partition("/")[0] for name in names} - {"__MACOSX"}
    if len(tops) == 1:
        top = f"{tops.pop()}/"
        return top if f"{top}{_COURSE}" in names else None
    return None


def _attribution(path: str, files: Files, objects: Objects, course: UUID) -> LearningObject:
    """Sources and credits stand at the end and count nowhere. A first heading is their title."""
    lines = (files.text(path) or "").split("\n")
    title = "Sources and credits"
    if lines[0].startswith("# "):
        title = lines[0].removeprefix("# ").strip()
        lines[0] = ""
    html = objects.texts(path).body("\n".join(lines), 1)
    return TextObject(id=object_id(course, path), key=path, title=title, required=False, html=html)


def _check_media(files: Files, layout: Layout, used: set[str], progress: Progress) -> None:
    """Every file that is used is what its extension says, and harmless."""
    wanted = [path for path in layout.media if path in used]
    for number, path in enumerate(wanted):
        progress(number, len(wanted))
        kind = kind_of_file(path)
        limit = kind.limit if kind else FILE.file
        try:
            data = files.archive.read(files.top + path, limit)
            check_media(path, data)
            if path.endswith(".vtt"):
                check_captions(data)
        except Invalid as error:
            code = "bad_captions" if "captions." in error.code else "bad_media"
            line, found = error.data.pop("line", None), error.data.pop("found", "")
            files.faults.add(code, path, line, None, found, "good_media", why=error.code, **error.data)


def _check_videos(files: Files, objects: list[LearningObject]) -> None:
    """Captions and checkpoints end before the video does."""
    for video in objects:
        if not isinstance(video, VideoObject) or not video.video.endswith(".mp4") or len(files.faults):
            continue
        end_s = duration_s(files.archive.read(f"{files.top}media/{video.video}", FILE.video))
        for checkpoint in video.checkpoints:
            if checkpoint.at_s >= end_s:
                files.faults.add(
                    "out_of_range",
                    video.key,
                    None,
                    "checkpoints",
                    checkpoint.at_s,
                    "number_below",
                    below=end_s,
                )
        for name in video.captions.values():
            path = f"media/{name}"
            cues = check_captions(files.archive.read(files.top + path, FILE.captions))
            last = cues[-1]
            if last.until_s > end_s + 0.5:
                files.faults.add(
                    "bad_captions", path, last.line, None, last.until_s, "number_below", below=end_s
                )
