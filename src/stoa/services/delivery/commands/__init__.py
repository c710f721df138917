"""What delivery does."""
