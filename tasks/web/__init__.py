"""The network, and the only door to httpx and its engine, httpcore."""
