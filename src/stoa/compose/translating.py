"""The demonstration's course in Spanish and Arabic: what we translated, and a queue of the rest for people.

Machines propose first, then the translator of the demonstration says our own translations
through the door that translators use. Readers get what is not translated in the source's language, marked.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Protocol

from stoa.kernel.locale import Locale
from stoa.runtime.words import WEB
from stoa.services.localization.adapters.providers.apertium.modes import advice, installed, way
from stoa.services.localization.domain.exchange.files import read
from stoa.services.localization.domain.exchange.unit import ExchangedUnit

OURS = WEB / "demonstration" / "light-and-colour.tmx"
LOCALES = (Locale("es"), Locale("ar"))
_WHOLE = {"policy": "translated"}
_AS_FAR = {"policy": "fallback", "share": 0.0}
"""Readers get what there is once ours is in it, and not once a sentence before."""
_PER_PAGE = 50


class Door(Protocol):
    """The platform's, for one person. once: tells what is written apart, so that again changes nothing."""

    async def get(self, path: str) -> Any: ...

    async def write(self, method: str, path: str, once: str, body: Mapping[str, Any]) -> Any: ...

    async def until(self, path: str, reached: Callable[[Any], bool]) -> Any: ...


def our_translations() -> dict[str, dict[Locale, str]]:
    """By the source's words; without codes in them."""
    found: dict[str, dict[Locale, str]] = {}
    for part in read([OURS.read_bytes()]):
        if isinstance(part, ExchangedUnit) and part.target is not None and part.locale is not None:
            found.setdefault(part.source.text, {})[part.locale] = part.target.text
    return found


async def offer_locales(editor: Door, translator: Door, course: str, say: Callable[[str], Any]) -> None:
    """Returns when readers have what we translated; at once where they have had it before.

    A locale that an editor took away stays away. Raises Trouble when it takes too long.
    """
    locales = f"/api/courses/{course}/locales"
    if _published(await editor.get(locales)) >= set(LOCALES):
        return
    if way(installed(), "en", "es") is None:
        say(f"Nothing translates into Spanish here, so it is left to people. {advice('en', 'es')}")
    for locale in LOCALES:
        await editor.write("PUT", f"{locales}/{locale}", f"whole-{locale}", _WHOLE)
    ours = our_translations()
    for standing in await editor.until(locales, _proposed):
        locale = standing["edition"]["locale"]
        if locale in LOCALES:
            said = {text: targets[locale] for text, targets in ours.items() if locale in targets}
            await _say_ours(translator, course, locale, said)
            await editor.write("PUT", f"{locales}/{locale}", f"as-far-{locale}", _AS_FAR)
    told = await editor.until(locales, _told)
    wanted = {(one["edition"]["locale"], one["edition"]["published_revision"]) for one in _ours(told)}
    await editor.until(f"/api/courses/{course}/versions", lambda versions: wanted <= _active(versions))


def _ours(standings: Any) -> list[Any]:
    return [one for one in standings if one["edition"]["locale"] in LOCALES]


def _published(standings: Any) -> set[str]:
    return {one["edition"]["locale"] for one in standings if one["edition"]["published_revision"]}


def _proposed(standings: Any) -> bool:
    """Every segment has been looked at by memory and machines."""
    return all(0 < one["segments"] <= one["translated"] + one["queued"] for one in _ours(standings))


def _told(standings: Any) -> bool:
    """Everything that was translated is on its way to readers."""
    return all(one["edition"]["published_change"] >= one["edition"]["change"] for one in _ours(standings))


def _active(versions: Any) -> set[tuple[str, int]]:
    return {(one["locale"], one["revision"]) for one in versions["versions"] if one["active"]}


async def _say_ours(translator: Door, course: str, locale: str, said: Mapping[str, str]) -> None:
    waiting = await _initial(translator.get, f"/api/courses/{course}/units?locale={locale}&only=initial")
    for text, task in {" ".join(one["source"]["text"].split()): one for one in waiting}.items():
        if text in said:
            await _accept(translator, task, said[text])


async def _initial(get: Callable[[str], Awaitable[Any]], path: str) -> list[Any]:
    found: list[Any] = []
    while True:
        page = await get(f"{path}&page={len(found) // _PER_PAGE + 1}")
        found += page
        if len(page) < _PER_PAGE:
            return found


async def _accept(translator: Door, task: Mapping[str, Any], target: str) -> None:
    """One of several with the same words is enough: the others say the same then."""
    unit, source = task["unit"], task["source"]
    once = f"{unit['id']}-{unit['version']}"
    await translator.write("POST", f"/api/units/{unit['id']}/claim", f"claim-{once}", {})
    said = {"target": target, "source": source["checksum"], "version": unit["version"], "insist": True}
    await translator.write("POST", f"/api/units/{unit['id']}/accept", f"accept-{once}", said)
