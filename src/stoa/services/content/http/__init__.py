"""The JSON doors of content."""
