"""Answers over time: the first ones and their corrections, what is asked next, and likely doubles."""
