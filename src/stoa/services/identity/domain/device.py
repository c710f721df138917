"""The words for a device in the list of sessions, from the User-Agent. Coarse: people know their own."""

from dataclasses import dataclass

_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True, slots=True)
class Device:
    """Proper names, so they need no translation. Empty when not known."""

    browser: str = ""
    system: str = ""


def parse_device(user_agent: str | None) -> Device:
    agent = user_agent or ""
    return Device(
        browser=next((name for mark, name in _BROWSERS if mark in agent), ""),
        system=next((name for mark, name in _SYSTEMS if mark in agent), ""),
    )
