"""Texts, segments, units, memory, matches and checks. Pure: no clock, no database, no network."""
