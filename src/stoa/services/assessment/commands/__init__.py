"""What learners, instructors and other services make assessment do: one verb a function."""
