"""How likely a translation needs no change: signals that can be had without a reference, and a model fitted to them."""
