"""Scores against gold: pure functions from predictions and gold to figures."""
