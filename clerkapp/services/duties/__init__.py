"""Whom the office must tell, and by when: the pack in force, what is owed, and telling."""
