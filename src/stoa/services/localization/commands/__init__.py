"""What localization does."""
