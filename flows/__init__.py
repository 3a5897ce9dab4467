"""What runs when, and nothing else: flows compose the stages of `tasks`; `cli` is the door."""
