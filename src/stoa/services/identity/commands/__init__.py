"""What identity does: one function a verb."""
