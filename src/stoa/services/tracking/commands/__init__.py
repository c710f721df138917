"""What can be done, one function a verb."""
