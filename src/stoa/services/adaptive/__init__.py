"""Adaptive: folds what learners do, decides what to offer them, and shows instructors who needs them."""
