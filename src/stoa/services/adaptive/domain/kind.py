"""What a decision offers."""

from enum import StrEnum


class Kind(StrEnum):
    """The next object; one before it again; simpler or deeper words; passages that help; to rest a while."""

    ADVANCE = "advance"
    REPEAT = "repeat"
    SIMPLER = "simpler"
    DEEPER = "deeper"
    HELP = "help"
    BREAK = "break"
