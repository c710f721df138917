"""What can be seen, one function a view."""
