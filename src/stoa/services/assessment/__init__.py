"""Assessment: items, attempts, responses, scores and the gradebook."""
