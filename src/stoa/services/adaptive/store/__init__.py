"""All SQL of adaptive."""
