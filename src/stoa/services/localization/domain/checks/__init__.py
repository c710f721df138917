"""Checks of a translation against its source: each has a name, a severity and a rule, in one table.

`table` is where they are run from.
"""
