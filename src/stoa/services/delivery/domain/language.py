"""Languages as those who speak them call them."""

from babel import Locale, UnknownLocaleError


def own_name(tag: str) -> str:
    """For example `العربية` for `ar`; the tag itself for a language that is not known."""
    try:
        locale = Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return tag
    return (locale.get_display_name() or tag).replace('"', "'")
