"""The API of localization."""
