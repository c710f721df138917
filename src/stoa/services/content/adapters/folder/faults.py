"""Faults of a course folder (docs/formats/course-folder.md, 9), collected, to be mended in one go."""

from typing import Any

from stoa.kernel.errors import Invalid, InvalidInput

_MOST = 200
_LONGEST_FOUND = 80


class Faults:
    """expected: the code of a text that says what would be right, with its values beside it."""

    def __init__(self) -> None:
        self._found: list[Invalid] = []

    def add(
        self,
        code: str,
        file: str,
        line: int | None,
        field: str | None,
        found: Any,
        expected: str,
        **data: Any,
    ) -> None:
        if len(self._found) < _MOST:
            shown = str(found)[:_LONGEST_FOUND]
            fault = Invalid(
                f"content.folder.{code}",
                field=field,
                file=file,
                line=line,
                found=shown,
                expected=f"content.expected.{expected}",
                **data,
            )
            self._found.append(fault)

    def __len__(self) -> int:
        return len(self._found)

    def settle(self) -> None:
        """Raises InvalidInput with all of them, if there are any, in the order of files and lines."""
        if self._found:
            self._found.sort(key=lambda fault: (str(fault.data["file"]), fault.data["line"] or 0))
            raise InvalidInput(self._found)
