"""`python -m stoa.compose.documents`: write them all, in the repository that is the working directory."""

import sys
from pathlib import Path

from stoa.compose.documents.written import write
from stoa.compose.registry import SERVICES


def main() -> None:
    sys.exit("\n".join(write(SERVICES, Path())) or None)


if __name__ == "__main__":
    main()
