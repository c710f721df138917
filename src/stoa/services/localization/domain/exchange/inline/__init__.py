"""Inline elements of the formats and the codes of a coded text."""
