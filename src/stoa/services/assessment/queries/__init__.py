"""What learners and instructors may look at."""
