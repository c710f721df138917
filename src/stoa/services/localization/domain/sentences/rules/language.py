"""What is particular to a language, as far as it decides where sentences end."""

from dataclasses import dataclass

from stoa.services.localization.domain.sentences.rules.words import capital, cased, one_of


@dataclass(frozen=True, slots=True)
class Language:
    """Abbreviations are written without their last full stop, several by spaces.

    names: nothing ends with them, because a name follows: Dr. numbers: no sentence ends between them and a
    number: p. 5, No. 7. others: a sentence ends with them only where the next word is one of `starters`.
    starters: words with which sentences begin, and names seldom do. never_glued: those of them that have a
    capital inside a sentence too. months: whatever follows an ordinal number with a full stop.
    ordinals: a number of one or two digits with a full stop is an ordinal: der 2. Weltkrieg.
    pronouns: what stands before a pronoun of one capital: you and I. ends: terminators that others have not.
    lines: after which signs a line goes on. codes: BCP 47, of the languages that these rules are for."""

    name: str
    codes: str
    names: str = ""
    numbers: str = ""
    others: str = ""
    starters: str = ""
    never_glued: str = ""
    months: str = ""
    ordinals: bool = False
    pronouns: str = ""
    ends: str = ""
    lines: str = ""

    @property
    def starter(self) -> str:
        """An expression for a word of `starters`, with a capital."""
        return one_of(capital(word) for word in self.starters.split()) if self.starters else r"(?!)"


def short(words: str) -> str:
    """An expression for any of these abbreviations, however they are written."""
    return one_of(cased(words.split()))
