"""What changes something in adaptive."""
