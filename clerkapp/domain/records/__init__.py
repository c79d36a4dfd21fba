"""A record: its values, revisions, numbers, gates, and what follows from its declaration."""
