"""What is asked of adaptive."""
