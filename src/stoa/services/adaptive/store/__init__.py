"""All SQL of adaptive, and its counts as pages see them."""
