"""Real segments as authors change them: slips of the keyboard, other words, more and fewer words, numbers."""

import random
import re
from collections.abc import Sequence

from stoa.services.localization.domain.memory.similarity import LEAST, similarity


def queries(texts: Sequence[str], many: int) -> list[str]:
    """Each at least `LEAST` like the segment it was made of, and another."""
    chance = random.Random(7)
    words = [word for text in texts[:20_000] for word in text.split()]
    made: list[str] = []
    while len(made) < many:
        text = chance.choice(texts)
        query = _edited(text, words, chance)
        if query != text and len(query) >= 5 and similarity(query, text) >= LEAST:
            made.append(query)
    return made


def _edited(text: str, words: Sequence[str], chance: random.Random) -> str:
    for _ in range(chance.choice([1, 1, 2, 3, 4])):
        edit = chance.choice([_slip, _replace, _put_in, _take_out, _number, _swap])
        text = edit(text, words, chance) or text
    return text


def _slip(text: str, _: Sequence[str], chance: random.Random) -> str:
    at, letter = chance.randrange(len(text)), chance.choice("abcdefghijklmnopqrstuvwxyz")
    before, here, after = text[:at], text[at], text[at + 1 :]
    return before + chance.choice([letter, letter + here, "", after[:1] + here]) + after


def _replace(text: str, words: Sequence[str], chance: random.Random) -> str:
    said = text.split()
    said[chance.randrange(len(said))] = chance.choice(words)
    return " ".join(said)


def _put_in(text: str, words: Sequence[str], chance: random.Random) -> str:
    said = text.split()
    said.insert(chance.randrange(len(said) + 1), chance.choice(words))
    return " ".join(said)


def _take_out(text: str, _: Sequence[str], chance: random.Random) -> str:
    said = text.split()
    del said[chance.randrange(len(said))]
    return " ".join(said)


def _number(text: str, _: Sequence[str], chance: random.Random) -> str:
    return re.sub(r"\d+", lambda found: str(chance.randrange(10 ** len(found[0]))), text)


def _swap(text: str, _: Sequence[str], chance: random.Random) -> str:
    said = text.split()
    at = chance.randrange(len(said))
    return " ".join([*said[:at], *reversed(said[at : at + 2]), *said[at + 2 :]])
