"""What may be done with courses: one function a verb, one unit of work each."""
