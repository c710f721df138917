"""What a glossary says between two locales, ready to be held against texts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.domain.terms.found import (
    Occurrence,
    first_word,
    occurrences,
    places,
    words_of,
)
from stoa.services.localization.domain.terms.term import Term
from stoa.services.localization.domain.terms.wording import Use, Wording

_NEAREST = ("course", "domain", "tenant")
_Index = Mapping[str, Sequence[Term]]


@dataclass(frozen=True, slots=True)
class Unwanted:
    """A rendering that stands where it must not. instead: what is agreed, empty where nothing is."""

    term: Term
    found: str
    instead: str


@dataclass(frozen=True, slots=True)
class Glossary:
    """agreed: of each word its target and further forms that are right. forbidden: the same of wrong ones.

    Texts are held only against terms whose first word they have, however many there are.
    """

    pair: LocalePair
    agreed: tuple[Term, ...] = ()
    forbidden: tuple[Term, ...] = ()
    _agreed: _Index = field(init=False, repr=False, compare=False)
    _forbidden: _Index = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_agreed", _by_first_word(self.agreed, self.pair.source))
        object.__setattr__(self, "_forbidden", _by_first_word(self.forbidden, self.pair.source))

    def wanted(self, source: str) -> list[Term]:
        """Agreed terms that stand in a source, each once, in its order."""
        return list({one.term: None for one in self._found(source, self._agreed)})

    def among(self, sources: Iterable[str]) -> list[Term]:
        """Agreed terms that stand in any of them."""
        return list({term: None for source in sources for term in self.wanted(source)})

    def missing(self, source: str, target: str) -> list[Term]:
        """Agreed terms of the source of which the target has no form, inflected or not."""
        return [term for term in self.wanted(source) if not any(self._places(target, term))]

    def unwanted(self, source: str, target: str) -> list[Unwanted]:
        """Forbidden renderings in the target, unless they are part of an agreed one."""
        if not self.forbidden:
            return []
        agreed = self._found(source, self._agreed)
        right = [place for one in agreed for place in self._places(target, one.term)]
        return [
            Unwanted(one.term, target[start:stop], _instead(one, agreed))
            for one in self._found(source, self._forbidden)
            if not any(_is_within(one, other) for other in agreed)
            for start, stop in self._places(target, one.term)
            if not any(first <= start and stop <= last for first, last in right)
        ]

    def _found(self, text: str, index: _Index) -> list[Occurrence]:
        if not index:
            return []
        near = {
            term: None for first in ("", *words_of(text, self.pair.source)) for term in index.get(first, ())
        }
        return occurrences(text, list(near), self.pair.source)

    def _places(self, target: str, term: Term) -> list[tuple[int, int]]:
        forms = (term.target, *term.forms)
        return [place for form in forms for place in places(target, form, self.pair.target, case=term.case)]


def glossary_of(wordings: Sequence[Wording], pair: LocalePair) -> Glossary:
    """Of a word the nearest that prefers anything counts: of the very locale, then course, domain, tenant.

    What any of them forbids is forbidden, unless the nearest prefers it.
    """
    words: dict[tuple[str, bool], list[Wording]] = {}
    for one in sorted(wordings, key=lambda one: _distance(one, pair)):
        words.setdefault((one.source.casefold(), one.case), []).append(one)
    agreed, forbidden = [], []
    for said in words.values():
        right = _nearest([one for one in said if one.use is Use.PREFERRED], pair)
        wrong = list({one.target: None for one in said if one.use is Use.FORBIDDEN})
        if right:
            agreed.append(_term(said[0], right))
        if left := [target for target in wrong if target not in right]:
            forbidden.append(_term(said[0], left))
    return Glossary(pair, tuple(agreed), tuple(forbidden))


def _distance(one: Wording, pair: LocalePair) -> tuple[bool, bool, int]:
    scope = _NEAREST.index(one.scope.partition(":")[0])
    return one.target_locale != pair.target, one.source_locale != pair.source, scope


def _nearest(preferred: Sequence[Wording], pair: LocalePair) -> list[str]:
    nearest = preferred[:1]
    return [
        one.target for one in preferred if nearest and _distance(one, pair) == _distance(nearest[0], pair)
    ]


def _term(one: Wording, targets: Sequence[str]) -> Term:
    return Term(one.source, targets[0], tuple(targets[1:]), one.case)


def _by_first_word(terms: Sequence[Term], locale: str) -> dict[str, list[Term]]:
    """By the empty word those that are searched for as they stand."""
    index: dict[str, list[Term]] = {}
    for term in terms:
        index.setdefault(first_word(term.source, locale), []).append(term)
    return index


def _is_within(one: Occurrence, other: Occurrence) -> bool:
    """`memory` within `translation memory`."""
    longer = other.stop - other.start > one.stop - one.start
    return longer and other.start <= one.start and one.stop <= other.stop


def _instead(one: Occurrence, agreed: Sequence[Occurrence]) -> str:
    return next((other.term.target for other in agreed if other.start == one.start), "")
