"""The outside as tracking sees it."""
