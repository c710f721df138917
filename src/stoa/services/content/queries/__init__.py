"""What pages and the API ask of content; each in a fixed number of queries, however large a course is."""
