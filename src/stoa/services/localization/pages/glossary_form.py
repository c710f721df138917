"""A term as a form says it, and which terms an address asks for."""

from typing import Any
from urllib.parse import urlencode

from stoa.kernel.errors import Invalid
from stoa.runtime.forms import Typed
from stoa.services.localization.domain.remembered import TENANT
from stoa.services.localization.domain.terms.sought import Sought
from stoa.services.localization.domain.terms.wording import KeptTerm, Use, Wording
from stoa.services.localization.pages.wording import chosen_locale, language_name


def typed_wording(form: Typed, shown_in: str) -> Wording:
    """Raises Invalid, naming the field."""
    use = form.text("use")
    if use not in set(Use):
        raise Invalid("input.malformed", field="use", why="input.why.choice", given=use)
    return Wording(
        source_locale=chosen_locale(form.text("source_locale"), shown_in, "source_locale"),
        target_locale=chosen_locale(form.text("target_locale"), shown_in, "target_locale"),
        source=form.text("source"),
        target=form.text("target"),
        use=Use(use),
        scope=form.text("scope") or TENANT,
        case=form.ticked("case"),
        note=form.text("note"),
    )


def fields_of(term: KeptTerm | None, sought: Sought | None, shown_in: str) -> dict[str, Any]:
    """What the form shows: of a term, else nothing but the languages that were looked at."""
    if term is None:
        source = sought.source_locale if sought else ""
        target = sought.target_locale if sought else ""
        said = Wording(source, target, "", "")
    else:
        said = term.wording
    return {
        "source_locale": _named(said.source_locale, shown_in),
        "target_locale": _named(said.target_locale, shown_in),
        "source": said.source,
        "target": said.target,
        "use": said.use.value,
        "scope": said.scope,
        "case": said.case,
        "note": said.note,
    }


def sought_from(pair: str, scope: str, words: str) -> Sought:
    """pair: both tags with a low line between them, or nothing."""
    source, _, target = pair.partition("_")
    return Sought(source, target, scope, words.strip())


def address(base: str, sought: Sought) -> str:
    """Of a page that shows them, or of a file of them."""
    if base.startswith("/api/"):
        asked = {"source_locale": sought.source_locale, "target_locale": sought.target_locale}
    else:
        asked = {"pair": f"{sought.source_locale}_{sought.target_locale}" if sought.source_locale else ""}
    asked |= {"within": sought.scope, "q": sought.words}
    found = urlencode({name: value for name, value in asked.items() if value})
    return f"{base}?{found}" if found else base


def _named(tag: str, shown_in: str) -> str:
    """By name where its name is offered; else the tag, which the form takes too."""
    if not tag:
        return ""
    name = language_name(tag, shown_in)
    try:
        return name if chosen_locale(name, shown_in) == tag else tag
    except Invalid:
        return tag
