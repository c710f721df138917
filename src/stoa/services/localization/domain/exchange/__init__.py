"""Files that translators and their systems exchange: TMX 1.4b, XLIFF 1.2 and 2.1. Bytes in, values out, and
back."""
