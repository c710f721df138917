"""All SQL of localization, by noun."""
