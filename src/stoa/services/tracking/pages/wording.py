"""Words for things: languages, kinds, states; and the outline as the design draws it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from babel import Locale, UnknownLocaleError

from stoa.kernel.locale import tongue as in_language
from stoa.services.tracking.domain.catalogue import ActiveVersion
from stoa.services.tracking.domain.learning_object import Kind, LearningObject
from stoa.services.tracking.domain.standing import Standing, State
from stoa.services.tracking.domain.version import CourseVersion

Say = Callable[[str], str]
"""A text of ours in the person's language."""

WHOLE_UNTIL = 60
"""Steps. A longer outline shows the branch one is in; the others come when they are opened."""

_ICONS = {
    Kind.TEXT: "file-text",
    Kind.IMAGE: "image",
    Kind.VIDEO: "video",
    Kind.ITEMS: "clipboard-list",
    Kind.FILE: "paperclip",
    Kind.LINK: "link",
}
_STATES = {
    State.COMPLETED: "satisfied",
    State.IN_PROGRESS: "started",
    State.OPEN: "untouched",
    State.LOCKED: "locked",
}


_OFFERED = (
    *("ar", "bg", "bn", "ca", "cs", "da", "de", "el", "en", "es", "et", "eu", "fa", "fi", "fr", "gl", "he"),
    *("hi", "hr", "hu", "id", "it", "ja", "ko", "lt", "lv", "nb", "nl", "pl", "pt", "pt-BR", "ro", "ru"),
    *("sk", "sl", "sq", "sr", "sv", "sw", "ta", "th", "tr", "uk", "ur", "vi", "zh-Hans", "zh-Hant"),
)
"""Languages that one may say one writes in."""


@lru_cache(maxsize=512)
def language_name(locale: str, shown_in: str) -> str:
    """The language's name in another, for example "Spanish"; the tag itself if it has no name."""
    try:
        return Locale.parse(locale, sep="-").get_display_name(shown_in.replace("-", "_")) or locale
    except (UnknownLocaleError, ValueError):
        return locale


def offered_languages(shown_in: str, *more: str) -> list[dict[str, str]]:
    """To choose among, by name. more: what is offered in any case."""
    named = {tag: language_name(tag, shown_in) for tag in (*_OFFERED, *more)}
    return [{"value": tag, "label": name} for tag, name in sorted(named.items(), key=lambda one: one[1])]


def in_locale(locale: str | None) -> str:
    """For the end of an address."""
    return f"?{urlencode({'locale': locale})}" if locale else ""


def languages_of(versions: Sequence[ActiveVersion], shown: str) -> list[dict[str, Any]]:
    """In which a course is there, each by its own name."""
    return [
        {
            "locale": one.locale,
            "label": language_name(one.locale, one.locale),
            "tongue": in_language(one.locale),
            "current": one.locale == shown,
        }
        for one in versions
    ]


def told_languages(version: CourseVersion, reader: str) -> dict[str, Any]:
    """Names in the reader's language: of the one that they read in, of the one shown, of its source."""
    return {
        "wanted_language": language_name(reader, reader),
        "shown_language": language_name(version.locale, reader),
        "source_language": language_name(version.source_locale, reader) if version.source_locale else "",
    }


def titles(things: Iterable[LearningObject]) -> str:
    return ", ".join(thing.title for thing in things)


def minutes(say: Say, count: float) -> str:
    return say("%(minutes)s min") % {"minutes": max(1, round(count))}


class Node(NamedTuple):
    """A line of the outline component. load: where the branch comes from when it is opened.

    tongue: of the label where it is another than the outline's.
    """

    id: UUID
    label: str
    state: str
    note: str
    icon: str | None = None
    href: str | None = None
    current: bool = False
    open: bool = False
    children: "list[Node] | None" = None
    load: str | None = None
    tongue: Mapping[str, str] | None = None


class Outlined:
    """Draws a standing as nodes of the outline component.

    under: address that the objects lie beneath, None where nothing may be opened. tail: of their addresses.
    source: locale that titles stand in which are not translated.
    load: of a closed branch of a long outline.
    """

    def __init__(
        self,
        standing: Standing,
        say: Say,
        *,
        load: Callable[[UUID], str],
        under: str | None = None,
        current: UUID | None = None,
        tail: str = "",
        source: str | None = None,
    ) -> None:
        self._standing = standing
        self._say = lru_cache(say)
        self._load = load
        self._under = under
        self._tail = tail
        self._source = source
        self._current = current
        self._whole = len(standing.outline.steps) <= WHOLE_UNTIL
        self._open = self._branch_of(current)

    def nodes(self, block: UUID | None = None) -> list[Node]:
        """Of the course, or of a block."""
        return [self._node(child) for child in self._standing.outline.children(block)]

    def _branch_of(self, current: UUID | None) -> set[UUID]:
        """The blocks around the current object, or around the next one to take."""
        found = self._standing.outline.get(current) if current else self._standing.next_step()
        return {block.id for block in self._standing.outline.ancestors(found)} if found else set()

    def _node(self, thing: LearningObject) -> Node:
        state = self._standing.state(thing)
        told = (thing.id, thing.title, _STATES[state], self._note(thing, state))
        locked = state is State.LOCKED
        tongue = in_language(self._source) if self._source and "title" in thing.lacking else None
        if thing.kind is not Kind.BLOCK:
            href = None if self._under is None or locked else f"{self._under}/{thing.id}{self._tail}"
            return Node(*told, _ICONS[thing.kind], href, thing.id == self._current, tongue=tongue)
        if self._whole or thing.id in self._open:
            return Node(*told, open=not locked, children=self.nodes(thing.id), tongue=tongue)
        return Node(*told, load=self._load(thing.id), tongue=tongue)

    def _note(self, thing: LearningObject, state: State) -> str:
        if state is State.LOCKED:
            return self._say("After: %(what)s") % {"what": titles(self._standing.waits_for(thing))}
        if thing.kind is Kind.BLOCK:
            completed, countable = self._standing.counted(thing.id)
            return self._say("%(done)s of %(all)s") % {"done": completed, "all": countable}
        length = minutes(self._say, thing.minutes) if thing.minutes else ""
        return length if thing.required else " · ".join(filter(None, (length, self._say("optional"))))
