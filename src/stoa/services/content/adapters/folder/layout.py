"""Where everything stands in a course folder. See docs/formats/course-folder.md, 1."""

import re
from dataclasses import dataclass, field

from stoa.services.content.adapters.folder.faults import Faults

_SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_NUMBERED = re.compile(rf"(?P<number>\d{{1,4}})-(?P<slug>{_SLUG})(?P<end>\.md|\.items\.yaml)?")
_BELONGING = re.compile(rf"(?P<slug>{_SLUG})\.(?:(?P<level>simpler|deeper)\.md|(?P<set>items)\.yaml)")
_MEDIA_PART = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_IGNORED = frozenset({"__MACOSX", "Thumbs.db"})
_IGNORED_AT_TOP = frozenset({"README.md", "LICENSE"})
_DEEPEST = 3


@dataclass(slots=True)
class Place:
    """A numbered folder or file. kind: block, text (any object in Markdown) or items."""

    path: str
    number: int
    slug: str
    kind: str
    inside: "list[Place]" = field(default_factory=list)


@dataclass(slots=True)
class Layout:
    """levels: path by level, by path of the object. sets: paths of item sets without a number."""

    top: Place
    levels: dict[str, dict[str, str]] = field(default_factory=dict)
    sets: dict[str, str] = field(default_factory=dict)
    media: list[str] = field(default_factory=list)
    attribution: str | None = None


def lay_out(names: list[str], faults: Faults) -> Layout:
    """names: below the folder that holds course.yaml."""
    top = Place("", 0, "", "block")
    layout = Layout(top)
    folders = {"": top}
    belonging: list[tuple[str, re.Match[str]]] = []
    for name in names:
        parts = name.split("/")
        if any(part.startswith(".") or part in _IGNORED for part in parts) or name in _IGNORED_AT_TOP:
            continue
        if name == "ATTRIBUTION.md":
            layout.attribution = name
        elif parts[0] == "media" and len(parts) > 1:
            _take_media(name, parts, layout, faults)
        elif name != "course.yaml":
            match = _take(name, parts, folders, faults)
            if match is not None:
                belonging.append((name, match))
    _belong(belonging, folders, layout, faults)
    _check(top, 0, faults)
    return layout


def _take_media(name: str, parts: list[str], layout: Layout, faults: Faults) -> None:
    if all(_MEDIA_PART.fullmatch(part) for part in parts):
        layout.media.append(name)
    else:
        faults.add("bad_name", name, None, None, parts[-1], "media_name")


def _take(name: str, parts: list[str], folders: dict[str, Place], faults: Faults) -> re.Match[str] | None:
    """Gives back the match of a file that belongs to an object."""
    parent = _folder(parts[:-1], folders, faults)
    if parent is None:
        faults.add("unexpected_file", name, None, None, parts[-1], "numbered_folder")
        return None
    numbered = _NUMBERED.fullmatch(parts[-1])
    if numbered and numbered["end"]:
        kind = "text" if numbered["end"] == ".md" else "items"
        parent.inside.append(Place(name, int(numbered["number"]), numbered["slug"], kind))
        return None
    if parts[-1] == "block.yaml" and parent.path:
        return None
    match = _BELONGING.fullmatch(parts[-1])
    if match is None:
        faults.add("unexpected_file", name, None, None, parts[-1], "known_file")
    return match


def _folder(parts: list[str], folders: dict[str, Place], faults: Faults) -> Place | None:
    path = "/".join(parts)
    if path not in folders:
        parent = _folder(parts[:-1], folders, faults)
        match = _NUMBERED.fullmatch(parts[-1])
        if parent is None or match is None or match["end"]:
            return None
        folders[path] = Place(path, int(match["number"]), match["slug"], "block")
        parent.inside.append(folders[path])
    return folders[path]


def _belong(
    found: list[tuple[str, re.Match[str]]], folders: dict[str, Place], layout: Layout, faults: Faults
) -> None:
    for name, match in found:
        if match["set"]:
            layout.sets[name] = match["slug"]
            continue
        owners = [
            place.path
            for place in folders[name.rpartition("/")[0]].inside
            if place.slug == match["slug"] and place.kind == "text"
        ]
        if owners:
            layout.levels.setdefault(owners[0], {})[match["level"]] = name
        else:
            faults.add("unexpected_file", name, None, None, name.rpartition("/")[2], "owner")


def _check(block: Place, depth: int, faults: Faults) -> None:
    if not block.inside:
        faults.add("missing_file", block.path or "course.yaml", None, None, "", "an_object")
    if depth > _DEEPEST:
        faults.add("too_many", block.path, None, None, depth, "three_deep")
    block.inside.sort(key=lambda place: (place.number, place.path))
    for first, second in zip(block.inside, block.inside[1:], strict=False):
        if first.number == second.number:
            faults.add("duplicate_number", second.path, None, None, second.number, "other_number")
    for place in block.inside:
        if place.kind == "block":
            _check(place, depth + 1, faults)
