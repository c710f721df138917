"""Stoa, an open, AI-native, event-driven learning platform."""
