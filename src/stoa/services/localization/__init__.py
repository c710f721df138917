"""Localization: every course in every language."""
