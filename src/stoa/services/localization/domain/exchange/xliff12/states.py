"""States and origins of targets, both ways. Source: XLIFF 1.2, 2.3, `state`, `state-qualifier`."""

from stoa.services.localization.domain.unit import State

READ = {
    "new": State.INITIAL,
    "needs-translation": State.INITIAL,
    "needs-adaptation": State.INITIAL,
    "needs-l10n": State.INITIAL,
    "needs-review-translation": State.TRANSLATED,
    "needs-review-adaptation": State.TRANSLATED,
    "needs-review-l10n": State.TRANSLATED,
    "translated": State.TRANSLATED,
    "signed-off": State.REVIEWED,
    "final": State.FINAL,
}
WRITTEN = {
    State.INITIAL: "needs-translation",
    State.TRANSLATED: "translated",
    State.REVIEWED: "signed-off",
    State.FINAL: "final",
}
_ORIGINS = {"exact": "exact-match", "fuzzy": "fuzzy-match", "machine": "leveraged-mt"}
_QUALIFIERS = {
    "exact-match": "exact",
    "id-match": "exact",
    "leveraged-tm": "exact",
    "fuzzy-match": "fuzzy",
    "leveraged-mt": "machine",
    "mt-suggestion": "machine",
}


def state_of(said: str | None, *, approved: bool) -> State:
    """Of a unit with a target. What is approved is reviewed at least; what says nothing is translated."""
    state = READ.get(said or "", State.TRANSLATED)
    return max(state, State.REVIEWED) if approved else state


def origin_of(qualifier: str | None) -> str | None:
    """In our words where there is one, else as the file has it."""
    return None if qualifier is None else _QUALIFIERS.get(qualifier, qualifier.removeprefix("x-"))


def qualifier_of(origin: str | None) -> str | None:
    return None if origin is None else _ORIGINS.get(origin, f"x-{origin}")
