"""The commands of `communique`, a module each group; put together in `flows.cli`."""
