"""Which reports tell of one event, and why. Pure."""
