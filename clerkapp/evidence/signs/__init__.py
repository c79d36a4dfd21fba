"""The warning signs of a message."""
