"""Learners that are simulated: behind the same doors and on the same wire as a page in a browser."""
