"""Rules of delivery: pure, synchronous."""
