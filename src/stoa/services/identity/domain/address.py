"""E-mail addresses: one spelling for each, so that nobody is two people by a capital letter."""

import re
import unicodedata
from typing import NewType

from stoa.kernel.errors import Invalid

Address = NewType("Address", str)

LONGEST_ADDRESS = 254
_LOCAL = re.compile(r"[^\s@\"(),:;<>\[\]\\\x00-\x20\x7f]{1,64}")
_DOMAIN = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])")


def parse_address(text: str, field: str = "email") -> Address:
    """Lower case, composed, the domain in its ASCII form. Raises Invalid.

    A mail server may tell `Ana@` from `ana@`; none that people use does. Source: RFC 5321 4.1.2,
    without quoted local parts and address literals; RFC 6531 for letters beyond ASCII.
    """
    given = unicodedata.normalize("NFKC", text).strip().strip("<>").lower()
    local, at, domain = given.rpartition("@")
    if not given:
        raise Invalid("email.missing", field=field)
    if not at or not _is_local(local):
        raise Invalid("email.malformed", field=field, given=text.strip()[:LONGEST_ADDRESS])
    try:
        domain = domain.encode("idna").decode("ascii")
    except UnicodeError:
        domain = ""
    if not _DOMAIN.fullmatch(domain) or len(local) + 1 + len(domain) > LONGEST_ADDRESS:
        raise Invalid("email.malformed", field=field, given=text.strip()[:LONGEST_ADDRESS])
    return Address(f"{local}@{domain}")


def _is_local(part: str) -> bool:
    """Nothing in it hides or turns the text around it: two addresses that look alike are the same."""
    dotted = part.startswith(".") or part.endswith(".") or ".." in part
    seen = all(unicodedata.category(sign)[0] != "C" for sign in part)
    return _LOCAL.fullmatch(part) is not None and not dotted and seen


def several(text: str) -> list[str]:
    """Addresses as they are typed one below or beside the other, not yet looked at."""
    return re.split(r"[\s,;]+", text.strip())
