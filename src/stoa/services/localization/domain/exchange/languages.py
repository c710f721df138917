"""Languages as files name them, in the canonical case of BCP 47. Source: RFC 5646, 2.1 and 2.1.1."""

import re
from functools import lru_cache

from stoa.kernel.locale import Locale
from stoa.services.localization.domain.exchange.element import Element
from stoa.services.localization.domain.exchange.refusals import attribute_missing, attribute_wrong

_TAG = re.compile(
    r"""([a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})  # language, with its extended ones
    (-[a-z]{4})?
    (-(?:[a-z]{2}|[0-9]{3}))?
    ((?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*)     # variants
    ((?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*)          # extensions
    (-x(?:-[a-z0-9]{1,8})+)?                       # private use
    """,
    re.VERBOSE | re.IGNORECASE,
)


@lru_cache(maxsize=1_000)
def locale_of(tag: str) -> Locale | None:
    """None for what is no language tag. `en_US`, as many programs write it, is read as `en-US`."""
    found = _TAG.fullmatch(tag.strip().replace("_", "-"))
    if found is None:
        return None
    language, script, region, variants, extensions, private = (part or "" for part in found.groups())
    return Locale(
        language.lower() + script.title() + region.upper() + (variants + extensions + private).lower()
    )


def language_at(element: Element, attribute: str, *others: str) -> Locale:
    """others: older names of the attribute. Raises Invalid if there is none, or none that can be read."""
    for name in (attribute, *others):
        if (tag := element.attributes.get(name)) is not None:
            locale = locale_of(tag)
            if locale is None:
                raise attribute_wrong(element, name, "en, pt-BR, zh-Hant")
            return locale
    raise attribute_missing(element, attribute, "en, pt-BR, zh-Hant")


def matches(tag: Locale, wanted: Locale) -> bool:
    """Whether a text in the one language serves for the other: `en-US` for `en`, and the other way round."""
    return tag == wanted or tag.startswith(f"{wanted}-") or wanted.startswith(f"{tag}-")
