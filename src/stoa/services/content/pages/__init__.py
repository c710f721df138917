"""The editor: courses, import, outline, objects, items, preview, publish, history."""
