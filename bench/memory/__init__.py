"""The translation memory's fuzzy index, beside brute force and PostgreSQL's trigrams."""
