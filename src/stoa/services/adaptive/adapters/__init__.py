"""The outside as adaptive sees it."""
