"""XLIFF 1.2. Source: XLIFF Version 1.2, OASIS Standard, 2008."""
