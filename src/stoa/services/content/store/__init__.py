"""All SQL of content. Functions take the session first; those that only read take a ReadSession."""
