"""Names in namespaces, as short as a file writes them."""

_XML = "http://www.w3.org/XML/1998/namespace"
METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
MATCHES = "urn:oasis:names:tc:xliff:matches:2.0"
_MODULES = {METADATA: "mda", MATCHES: "mtc"}
"""Modules of XLIFF 2 that are read here go by these prefixes, whatever the file calls them."""


class Names:
    """The root's namespace is the format's own: its names stand without a prefix, whatever the file calls it.

    Names of no prefix in another namespace begin with a colon. Expat gives "namespace local prefix".
    """

    def __init__(self) -> None:
        self._own: str | None = None
        self._short: dict[str, str] = {}
        self._declared: dict[str, str] = {}

    def declare(self, prefix: str | None, namespace: str | None) -> None:
        """Comes before the element that declares it."""
        self._declared[f"xmlns:{prefix}" if prefix else "xmlns"] = namespace or ""
        if module := _MODULES.get(namespace or ""):
            self._declared[f"xmlns:{module}"] = namespace or ""

    def element(self, raw: str) -> str:
        if (short := self._short.get(raw)) is None:
            short = self._short[raw] = self._shorten(raw)
        return short

    def _shorten(self, raw: str) -> str:
        namespace, local, prefix = _parts(raw)
        if self._own is None:
            self._own = namespace
            if prefix:
                self._declared["xmlns"] = namespace
        if namespace == self._own:
            return local
        return f"{_MODULES.get(namespace, prefix)}:{local}"

    def attributes(self, raw: dict[str, str]) -> dict[str, str]:
        """With the declarations that stand on the same element."""
        if not raw and not self._declared:
            return raw
        declared, self._declared = self._declared, {}
        return {**declared, **{_attribute(name): value for name, value in raw.items()}}


def _attribute(raw: str) -> str:
    if " " not in raw:
        return raw
    namespace, local, prefix = _parts(raw)
    return f"xml:{local}" if namespace == _XML else f"{prefix}:{local}"


def _parts(raw: str) -> tuple[str, str, str]:
    """Namespace, local name, prefix; empty where there is none."""
    parts = raw.split(" ")
    if len(parts) == 1:
        return "", parts[0], ""
    return parts[0], parts[1], parts[2] if len(parts) > 2 else ""
