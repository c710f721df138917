"""Localization's word to itself: long work that others' facts need not wait for."""

from uuid import UUID

from stoa.kernel.event import Event


class CutRequested(Event, frozen=True, kw_only=True):
    """A revision of the course waits to be cut into segments."""

    service = "localization"
    noun = "cut"
    verb = "requested"
    private = True

    course: UUID


class LookRequested(Event, frozen=True, kw_only=True):
    """Somebody wants all logs and documents of the tenant read again."""

    service = "localization"
    noun = "look"
    verb = "requested"
    private = True

    look: UUID


class GlossaryChanged(Event, frozen=True, kw_only=True):
    """Terms of these locales and this scope say something else. change: one of its own."""

    service = "localization"
    noun = "glossary"
    verb = "changed"
    private = True

    change: UUID
    source_locale: str
    target_locale: str
    scope: str


class RecheckRequested(Event, frozen=True, kw_only=True):
    """Targets of the locale are to be held against the glossary as it is now."""

    service = "localization"
    noun = "recheck"
    verb = "requested"
    private = True

    course: UUID
    locale: str


class EditionTouched(Event, frozen=True, kw_only=True):
    """Something that readers of the locale may see has changed."""

    service = "localization"
    noun = "edition"
    verb = "touched"
    private = True

    course: UUID
    locale: str
