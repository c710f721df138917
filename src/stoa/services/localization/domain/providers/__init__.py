"""What is asked of machine translation, and what it costs: limits, batches, breakers, personal data."""
