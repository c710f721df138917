"""The fuzzy index of the translation memory: our own files beside PostgreSQL. Decision: ADR 0138.

`grams` cuts texts into threes of characters, `binding` writes a shelf of units, `shelf` reads it, `search`
finds in it, `recent` holds what came since, `drawer` keeps the shelves of one tenant and locale pair,
`memory` is what localization calls.
"""
