"""XLIFF 2.1, and 2.0, which has the same core. Source: XLIFF Version 2.1, OASIS Standard, 2018."""
