"""Neural models on this machine: Marian, OPUS-MT and others, in CTranslate2's format."""
