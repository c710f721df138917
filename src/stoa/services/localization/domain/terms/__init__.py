"""Terms of a glossary: words whose translation is agreed upon."""
