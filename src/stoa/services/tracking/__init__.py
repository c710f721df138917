"""Who takes which course, where they are in it, and when it is completed."""
