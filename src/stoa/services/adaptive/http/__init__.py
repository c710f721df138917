"""Doors for programs, our pages' scripts among them."""
