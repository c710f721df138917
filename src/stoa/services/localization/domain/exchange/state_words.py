"""States by the words that XLIFF 2.1 has for them. Source: XLIFF 2.1, 4.7.2.5."""

from stoa.services.localization.domain.unit import State

WORDS = {state: state.name.lower() for state in State}
STATES = {word: state for state, word in WORDS.items()}
