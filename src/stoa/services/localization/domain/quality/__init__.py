"""How likely a translation needs no change: signals without a reference, and a model fitted to them."""
