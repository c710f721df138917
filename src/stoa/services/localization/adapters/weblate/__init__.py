"""A Weblate beside us, by its REST API. Tried with Weblate 5.14."""
