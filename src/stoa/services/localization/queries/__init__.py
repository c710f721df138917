"""What localization answers."""
