"""Which providers are asked for two locales, and in what order."""

from collections.abc import Sequence
from dataclasses import dataclass

_ANY = "*"


@dataclass(frozen=True, slots=True)
class Route:
    """source, target: a locale, a language for all its regions, or `*`. providers: first asked first."""

    source: str
    target: str
    providers: tuple[str, ...]


def route_of(text: str) -> Route:
    """`en>pt-BR deepl apertium`, as settings have it. Raises ValueError with the text that is none."""
    pair, *providers = text.split()
    source, arrow, target = pair.partition(">")
    if not (source and arrow and target and providers):
        raise ValueError(text)
    return Route(source, target, tuple(providers))


def providers_for(routes: Sequence[Route], source: str, target: str) -> tuple[str, ...]:
    """Those of the route that fits best: by target first, then by source; the first of equal ones."""
    fitting = [
        (_fit(route.target, target), _fit(route.source, source), route.providers)
        for route in routes
        if _fit(route.target, target) and _fit(route.source, source)
    ]
    return max(fitting, key=lambda one: one[:2])[2] if fitting else ()


def _fit(pattern: str, locale: str) -> int:
    """3 the same, 2 its language, 1 any, 0 another."""
    if pattern == locale:
        return 3
    if pattern == locale.split("-")[0]:
        return 2
    return 1 if pattern == _ANY else 0
