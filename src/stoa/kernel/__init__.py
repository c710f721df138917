"""Words every part of Stoa shares. No I/O."""
