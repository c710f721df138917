"""Rules of courses, runs, enrolments and progress. Pure: no clock, no database, no network."""
