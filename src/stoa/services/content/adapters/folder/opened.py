"""Files of a course folder, opened: their fields, their bodies, and the ids under which they are known."""

from dataclasses import dataclass, field
from uuid import UUID

from stoa.kernel.errors import Invalid
from stoa.services.content.adapters.folder.faults import Faults
from stoa.services.content.adapters.folder.fields import Fields
from stoa.services.content.adapters.folder.layout import Layout, Place
from stoa.services.content.adapters.folder.yamls import Value, read_yaml
from stoa.services.content.domain.ids import object_id
from stoa.services.content.domain.limits import FILE
from stoa.services.content.ports import Archive

_FENCE = "---"


@dataclass(frozen=True, slots=True)
class Opened:
    """name: its id in the folder. parent: the block it stands in. body: Markdown after the front matter."""

    place: Place
    name: str
    id: UUID
    parent: UUID | None
    fields: Fields
    body: str = ""
    body_line: int = 1


@dataclass(slots=True)
class Files:
    """What can be read of a folder, and what was found. top: its path in the archive, with slash."""

    archive: Archive
    top: str
    course: UUID
    faults: Faults
    by_path: dict[str, Opened] = field(default_factory=dict)
    by_name: dict[str, Opened] = field(default_factory=dict)

    def text(self, path: str) -> str | None:
        """None, with a fault added, when it is not text."""
        try:
            data = self.archive.read(self.top + path, FILE.text)
            return data.decode("utf-8").replace("\r\n", "\n")
        except UnicodeDecodeError:
            self.faults.add("not_text", path, None, None, "", "utf8")
        except Invalid as error:
            code = "too_large" if error.code == "content.file.too_large" else "not_text"
            self.faults.add(code, path, None, None, "", "smaller_file", limit_mb=FILE.text // 1_000_000)
        return None

    def fields(self, path: str) -> Fields:
        """Of a YAML file."""
        text = self.text(path)
        value = read_yaml(text, path, self.faults) if text is not None else None
        return Fields(value or Value({}, 1), path, self.faults)

    def open_all(self, layout: Layout) -> list[Opened]:
        """Blocks and objects depth first, then the item sets without a number."""
        opened = self._open_inside(layout.top, None)
        for path, slug in layout.sets.items():
            place = Place(path, 0, slug, "items")
            opened.append(self._register(place, None, self.fields(path)))
        return opened

    def _open_inside(self, block: Place, parent: UUID | None) -> list[Opened]:
        opened = []
        for place in block.inside:
            this = self._open(place, parent)
            opened.append(this)
            if place.kind == "block":
                opened += self._open_inside(place, this.id)
        return opened

    def _open(self, place: Place, parent: UUID | None) -> Opened:
        if place.kind == "text":
            return self._open_markdown(place, parent)
        if place.kind == "items":
            return self._register(place, parent, self.fields(place.path))
        path = f"{place.path}/block.yaml"
        if f"{self.top}{path}" not in set(self.archive.names()):
            self.faults.add("missing_file", path, None, None, "", "block_file")
            return self._register(place, parent, Fields(Value({}, 1), path, Faults()))
        return self._register(place, parent, self.fields(path))

    def _open_markdown(self, place: Place, parent: UUID | None) -> Opened:
        lines = (self.text(place.path) or "").split("\n")
        if lines[0].strip() != _FENCE or _FENCE not in (line.strip() for line in lines[1:]):
            self.faults.add("missing_field", place.path, 1, None, lines[0], "front_matter")
            return self._register(place, parent, Fields(Value({}, 1), place.path, Faults()))
        end = next(index for index, line in enumerate(lines[1:], 1) if line.strip() == _FENCE)
        value = read_yaml("\n".join(lines[1:end]), place.path, self.faults, first_line=2)
        fields = Fields(value or Value({}, 2), place.path, self.faults)
        return self._register(place, parent, fields, "\n".join(lines[end + 1 :]), end + 2)

    def _register(
        self, place: Place, parent: UUID | None, fields: Fields, body: str = "", line: int = 1
    ) -> Opened:
        name = fields.slug("id") or place.slug
        if name in self.by_name:
            fields.fault("duplicate_id", "id", name, "other_id", other=self.by_name[name].place.path)
        opened = Opened(place, name, object_id(self.course, name), parent, fields, body, line)
        self.by_path[place.path] = self.by_name[name] = opened
        return opened
