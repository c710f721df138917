"""TMX and XLIFF beside translate-toolkit and OmegaT."""
