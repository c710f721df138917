"""Keeping units in step with another system of translators: what each has, against what both had."""
