"""Foreign formats, read."""
