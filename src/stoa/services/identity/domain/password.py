"""What a password may be: long enough, and not on a list. Source: NIST SP 800-63B-4, 3.1.1.2."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass

from stoa.kernel.errors import Invalid

SHORTEST = 8
LONGEST = 1024
_PREFIX_BYTES = 5


def normal_password(text: str) -> str:
    """The same password whichever keyboard composed its accents: NFKC, as NIST asks for before hashing."""
    return unicodedata.normalize("NFKC", text)


@dataclass(frozen=True, slots=True)
class BreachedList:
    """Passwords known from breaches. prefixes: the first five bytes of each one's SHA-256, sorted, joined.

    A password outside the list is taken for one inside it about once in twenty million times.
    """

    prefixes: bytes

    def has(self, word: str) -> bool:
        wanted = breached_prefix(word)
        low, high = 0, len(self.prefixes) // _PREFIX_BYTES
        while low < high:
            middle = (low + high) // 2
            found = self.prefixes[middle * _PREFIX_BYTES : (middle + 1) * _PREFIX_BYTES]
            if found == wanted:
                return True
            if found < wanted:
                low = middle + 1
            else:
                high = middle
        return False


def breached_prefix(word: str) -> bytes:
    return hashlib.sha256(word.casefold().encode()).digest()[:_PREFIX_BYTES]


def check_password(
    text: str, *, name: str, email: str, breached: BreachedList, field: str = "password"
) -> str:
    """The normalised password. Raises Invalid saying what would be right. Length counts code points."""
    password = normal_password(text)
    if len(password) < SHORTEST:
        raise Invalid("password.too_short", field=field, least=SHORTEST)
    if len(password) > LONGEST:
        raise Invalid("password.too_long", field=field, most=LONGEST)
    if _is_personal(password, name, email):
        raise Invalid("password.personal", field=field)
    if _is_common(password, breached):
        raise Invalid("password.common", field=field)
    return password


def _is_personal(password: str, name: str, email: str) -> bool:
    """Little more than the name or the address, or a part of one: fewer than four signs are added."""
    given = _squeezed(password)
    local = email.partition("@")[0]
    words = {_squeezed(word) for word in (name, email, local, *re.split(r"[\s.@_+-]+", f"{name} {local}"))}
    return any(len(word) >= 4 and word in given and len(given) - len(word) < 4 for word in words)


def _is_common(password: str, breached: BreachedList) -> bool:
    """In the list, or in it but for what people add at the ends: `Dragon2024!` falls with `dragon`."""
    stem = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", password)
    adorned = len(stem) >= 6 and len(password) - len(stem) <= 5
    repeated = len(set(password.casefold())) < 3
    return repeated or breached.has(password) or (adorned and breached.has(stem))


def _squeezed(text: str) -> str:
    """Letters and digits alone, without accents and capitals."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(sign for sign in plain if sign.isalnum())
