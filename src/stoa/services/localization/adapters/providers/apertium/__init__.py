"""Apertium, rule-based translation by programs on this machine. Source: wiki.apertium.org, Forcada 2011."""
