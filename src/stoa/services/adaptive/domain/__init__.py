"""What a learner's actions tell, and what to offer them: pure, synchronous, without a clock or chance.

Equal histories give equal states, to the byte: a state is a fold of the log.
"""
