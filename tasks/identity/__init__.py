"""Which parties of different articles are one, and why. Pure."""
