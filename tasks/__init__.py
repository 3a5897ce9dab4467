"""Verb modules are the stages; noun packages and `records` are what the stages know."""
