"""course.yaml: what the course says of itself. See docs/formats/course-folder.md, 3."""

import re

from stoa.kernel.errors import Invalid
from stoa.kernel.locale import parse_locale
from stoa.services.content.adapters.folder.faults import Faults
from stoa.services.content.adapters.folder.fields import Fields
from stoa.services.content.adapters.folder.markdown import Markdown
from stoa.services.content.domain.html import Html
from stoa.services.content.domain.objects import Front, Skill

_FORMAT = "stoa-course/1"
_LICENCE = re.compile(r"[A-Za-z0-9.+-]+( (AND|OR|WITH) [A-Za-z0-9.+-]+)*")


def read_front(fields: Fields, media: set[str], faults: Faults) -> tuple[Front, str | None]:
    """Also the path of the cover."""
    if fields.text("format", required=True) not in (_FORMAT, ""):
        fields.fault("unknown_value", "format", fields.text("format"), "one_of", allowed=_FORMAT)
    fields.slug("id", required=True)
    licence = fields.text("licence", required=True)
    if licence and not _LICENCE.fullmatch(licence):
        fields.fault("unknown_value", "licence", licence, "licence")
    cover, alt = _cover(fields, media)
    front = Front(
        title=fields.text("title", required=True, longest=200),
        locale=_locale(fields),
        description=_description(fields, faults),
        licence=licence,
        authors=[_author(inner) for inner in fields.each("authors", required=True, least=1)],
        cover=cover.removeprefix("media/") if cover else None,
        cover_alt=alt,
        skills=_skills(fields),
    )
    return front, cover


def _locale(fields: Fields) -> str:
    given = fields.text("locale", required=True)
    try:
        return str(parse_locale(given)) if given else "en"
    except Invalid:
        fields.fault("unknown_value", "locale", given, "locale")
        return "en"


def _description(fields: Fields, faults: Faults) -> Html:
    def nowhere(given: str, line: int, picture: bool) -> str | None:
        if not picture and given.startswith(("https://", "http://", "mailto:")):
            return given
        faults.add("bad_path", fields.file, line, "description", given, "web_address")
        return None

    text = fields.text("description", required=True, longest=2_000)
    markdown = Markdown(fields.file, faults, nowhere)
    return markdown.render(text, fields.line_of("description"), "description")


def _author(fields: Fields) -> str:
    name, url = fields.text("name", required=True, longest=200), fields.text("url", longest=2_000)
    if url and not url.startswith("https://"):
        fields.fault("unknown_value", "url", url, "web_address")
    return f"{name} ({url})" if url else name


def _cover(fields: Fields, media: set[str]) -> tuple[str | None, str]:
    inner = fields.inner("cover")
    if inner is None:
        return None, ""
    path = inner.text("image", required=True)
    alt = inner.text("alt", required=True, longest=1_000)
    inner.end()
    if path and path not in media:
        inner.fault("bad_path", "image", path, "media_path")
    return path or None, alt


def _skills(fields: Fields) -> list[Skill]:
    skills = []
    for name, value in fields.named("skills", required=True):
        skills.append(Skill(id=name, title=fields.plain(value, f"skills.{name}", 200)))
        fields.as_slug(type(value)(name, value.line, name), f"skills.{name}")
    if fields.has("skills") and not skills:
        fields.fault("out_of_range", "skills", 0, "entries_from", least=1)
    return skills
