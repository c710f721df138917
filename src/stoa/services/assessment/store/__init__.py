"""All SQL of assessment, and what of it is immutable kept at hand."""
