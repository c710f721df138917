"""The published language: events and documents by which services meet. One module a service."""
