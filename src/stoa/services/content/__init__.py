"""Courses: imported, written, kept in revisions, published."""
