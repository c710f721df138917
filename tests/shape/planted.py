"""Faults planted on purpose: a gate that cannot fail guards nothing."""

from pathlib import Path
from textwrap import dedent

from tests.shape.source import Source


def planted(path: str, text: str) -> list[Source]:
    return [Source(Path(path), dedent(text))]
