"""The API of tracking."""
