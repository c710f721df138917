"""All SQL of tracking, by noun."""
