"""From records of the log to states and decisions: synchronous, and the same whenever it is done again."""
