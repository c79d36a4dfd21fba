"""Sending to the state."""
