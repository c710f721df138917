"""What pages are told while they are open: subjects, credentials, pushes."""
