"""What a learner does, folded while it happens, and what to offer them."""
