"""Makes src/stoa/services/identity/breached.bin from lists of passwords that breaches made known.

    python docs/services/identity/breached_passwords.py           # writes it
    python docs/services/identity/breached_passwords.py --check   # exits 1 when it differs

Source: `passwords.json` of the npm package @zxcvbn-ts/language-common (MIT; copyright 2012-2016 Dan Wheeler
and Dropbox, Inc., 2021 @zxcvbn-ts), the most frequent passwords of several breaches. Fetched with npm,
checked against the integrity below, never run.
"""

import base64
import hashlib
import io
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from stoa.services.identity.domain.password import breached_prefix

PACKAGE = "@zxcvbn-ts/language-common@4.1.3"
INTEGRITY = "sha512-g2bg4skmlJG9aJqC/nWziZzgYpSe/f3rKeGobrkdFiOrfZVFqqzUgC6BUQWuX54Sua9j0Jxxt+1bf4f/Mal1Kg=="
SHORTEST_STEM = 6
HERE = Path(__file__).resolve()
TARGET = HERE.parents[3] / "src/stoa/services/identity/breached.bin"


def passwords() -> list[str]:
    """Raises ValueError when the package is not the one that was looked at."""
    with tempfile.TemporaryDirectory() as folder:
        packed = subprocess.run(
            ["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True, capture_output=True, text=True
        )
        archive = Path(folder, packed.stdout.strip()).read_bytes()
    found = "sha512-" + base64.b64encode(hashlib.sha512(archive).digest()).decode()
    if found != INTEGRITY:
        raise ValueError(f"{PACKAGE} is {found}, not {INTEGRITY}")
    with tarfile.open(fileobj=io.BytesIO(archive)) as package:
        member = package.extractfile("package/src/passwords.json")
        if member is None:
            raise ValueError("the package has no list of passwords")
        return list(json.load(member))


def sorted_prefixes(words: list[str]) -> bytes:
    """Shorter ones cannot be passwords here, nor the stem of one."""
    return b"".join(sorted({breached_prefix(word) for word in words if len(word) >= SHORTEST_STEM}))


def main() -> int:
    made = sorted_prefixes(passwords())
    if "--check" in sys.argv:
        return 0 if TARGET.read_bytes() == made else 1
    TARGET.write_bytes(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
