"""Weblate beside a test."""
