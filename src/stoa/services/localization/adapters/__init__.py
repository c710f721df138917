"""The outside as localization sees it."""
