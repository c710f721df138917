"""The rules of items, attempts and grades: pure, synchronous, without a clock or a random number."""
